#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/open.h"
#include "cli/say.h"
#include "core/array.h"
#include "core/near.h"
#include "core/side.h"
#include "print/print.h"

/* On a terminal the rows are as wide as it is, up to what the eye follows. */
enum { READABLE_WIDTH = 100 };

static size_t terminal_width(void)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	size_t width = columns ? strtoul(columns, NULL, 10) : 0;
	if (!width && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	return width;
}

static size_t page_width(const struct options *options)
{
	if (options->width)
		return options->width;
	size_t width = isatty(STDOUT_FILENO) ? terminal_width() : 0;
	if (!width)
		return PAGE_WIDTH;
	if (width < PAGE_NARROW)
		return PAGE_NARROW;
	return width < READABLE_WIDTH ? width : READABLE_WIDTH;
}

/* Whatever of the dossier has an id near to the one that was written; *best
   has it where it is a claim's. */
static const char *near_what(const struct dossier *dossier, const char *written,
			     struct claim_name *best)
{
	size_t budget = 100 * 1000 * 1000;
	struct near near = near_start(written, strlen(written), &budget);
	for (size_t i = 0; i < dossier->entry_count; i++)
		near_offer(&near, dossier->entries[i]->id);
	for (size_t i = 0; i < dossier->speaker_count; i++)
		near_offer(&near, dossier->speakers[i]->id);
	for (size_t i = 0; i < dossier->source_count; i++)
		near_offer(&near, dossier->sources[i]->id);
	for (size_t i = 0; i < dossier->point_count; i++)
		near_offer(&near, dossier->points[i]->id);
	for (size_t i = 0; i < dossier->claim_count; i++) {
		const struct claim_name name = claim_name(
			dossier_claim_at(dossier, i));
		near_offer(&near, name.full);
		if (near.best == name.full) {
			*best = name;
			near.best = best->full;
		}
	}
	return near.best;
}

static bool find_what(const struct options *options,
		      const struct dossier *dossier, const char *name,
		      struct what *what)
{
	if (what_find(dossier, name, what))
		return true;
	struct claim_name best;
	const char *near = near_what(dossier, name, &best);
	if (near)
		say(options, MSG_CLI_NO_SUCH_WHAT_NEAR, name, near);
	else
		say(options, MSG_CLI_NO_SUCH_WHAT, name);
	return false;
}

/* Whether the operand can be an id, or two with a / between. */
static bool is_name(const char *operand)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t len = strspn(operand, letters);
	if (len && operand[len] == '/')
		len += 1 + strspn(operand + len + 1, letters);
	return len && !operand[len];
}

/* Whether it is more likely an id with a mistake than a file. */
static bool is_misspelt(const char *operand)
{
	return operand[0] != '.' && operand[0] != '/' &&
	       !operand_is_dossier(operand) && access(operand, F_OK) != 0;
}

/* Whether there is a dossier to look for names in. */
static bool has_dossier(const struct options *options)
{
	for (size_t i = 0; i < options->operand_count; i++)
		if (operand_is_dossier(options->operands[i]))
			return true;
	return open_has_default();
}

/* The first operand that is a dossier (NULL: none), and all others in names.
   Says which one can be neither, and returns false. */
static bool split_operands(const struct options *options, const char **dossier,
			   const char **names, size_t *count)
{
	*dossier = NULL;
	*count = 0;
	for (size_t i = 0; i < options->operand_count; i++) {
		const char *operand = options->operands[i];
		if (!*dossier && operand_is_dossier(operand)) {
			*dossier = operand;
		} else if (is_name(operand) ||
			   (is_misspelt(operand) && has_dossier(options))) {
			names[(*count)++] = operand;
		} else if (*dossier && operand_is_dossier(operand)) {
			open_tell_too_many(options, operand);
			return false;
		} else {
			open_tell_operand(options, operand);
			return false;
		}
	}
	return true;
}

/* The article that the operand names, where it is one file of a folder. */
static bool is_one_article(const struct dossier *dossier, const char *operand)
{
	size_t len = operand ? strlen(operand) : 0;
	return len > 4 && strcmp(operand + len - 4, ".txt") == 0 &&
	       !dossier->single && dossier->start < dossier->entry_count;
}

static struct page page_for(const struct options *options, struct out *out,
			    const struct dossier *dossier,
			    const struct xref *xref)
{
	return (struct page){
		.out = out,
		.dossier = dossier,
		.xref = xref,
		.language = options->language,
		.charset = options->charset,
		.notes = options->notes,
		.width = page_width(options),
		.threads = side_processors(),
	};
}

/* Prints what the names mean; with none, what the operand names. */
static int print_names(const struct options *options,
		       const struct dossier *dossier, const struct xref *xref,
		       const char *operand, const char *const *names,
		       size_t count)
{
	struct out out = {.fd = STDOUT_FILENO};
	struct page page = page_for(options, &out, dossier, xref);
	struct what *whats = memory_alloc((count + 1) * sizeof *whats);
	int status = STATUS_FAILED;
	for (size_t i = 0; i < count; i++)
		if (!find_what(options, dossier, names[i], &whats[i]))
			goto out;
	if (!count && is_one_article(dossier, operand)) {
		whats[0].kind = WHAT_ENTRY;
		whats[0].entry = dossier->entries[dossier->start];
		count = 1;
	}
	print_dossier(&page, whats, count);
	bool torn = open_tell_torn(options, dossier);
	status = say_finish(options, &out,
			    torn && dossier->single ? STATUS_FAILED
						    : STATUS_DONE);
	open_tell_problems(options, operand, dossier);
out:
	free(whats);
	return status;
}

int command_print(const struct options *options)
{
	struct dossier dossier = {0};
	struct xref *xref;
	const char *operand;
	size_t count;
	int status = STATUS_FAILED;
	const char **names = memory_alloc((options->operand_count + 1) *
					  sizeof *names);
	if (split_operands(options, &operand, names, &count) &&
	    open_dossier(options, operand, &dossier, &xref))
		status = print_names(options, &dossier, xref, operand, names,
				     count);
	dossier_release(&dossier);
	free(names);
	return status;
}

int command_read_paper(const struct options *options)
{
	struct dossier dossier;
	struct xref *xref;
	int status = STATUS_FAILED;
	if (open_operand(options, 0, &dossier, &xref))
		status = print_names(
			options, &dossier, xref,
			options->operand_count ? options->operands[0] : NULL,
			&options->claim, options->claim != NULL);
	dossier_release(&dossier);
	return status;
}
