#include "cli/open.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/confine.h"
#include "cli/help.h"
#include "cli/say.h"

static bool is_folder(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool operand_is_dossier(const char *operand)
{
	size_t len = strlen(operand);
	return strcmp(operand, "-") == 0 ||
	       (len >= 4 && strcmp(operand + len - 4, ".txt") == 0) ||
	       is_folder(operand);
}

/*
 * The dossier that came with the program: where it was installed, else the
 * folder that it was built in.  The caller's to free, or NULL.
 */
static char *own_dossier(void)
{
	char self[PATH_MAX];
	struct str path = {0};
	ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
	if (dossier_is_folder(MANICULE_DATADIR)) {
		str_adds(&path, MANICULE_DATADIR);
	} else if (len > 0) {
		self[len] = '\0';
		str_adds(&path, dirname(self));
	}
	if (path.len && dossier_is_folder(path.bytes))
		return str_take(&path);
	str_release(&path);
	return NULL;
}

/* What was taken for an article may be there under a name that none has. */
static void tell_no_articles(const struct options *options, const char *path)
{
	char *name = dossier_misnamed(path);
	if (name)
		say(options, MSG_CLI_MISNAMED, path, name);
	else
		say(options, MSG_CLI_NO_ARTICLES, path);
	free(name);
}

void open_tell_status(const struct options *options, const char *path,
		      enum dossier_status status, int error)
{
	switch (status) {
	case DOSSIER_OK:
	case DOSSIER_CANCELLED:
		break;
	case DOSSIER_MISSING:
		say(options, MSG_CLI_CANNOT_OPEN, path,
		    say_errno(options, error));
		break;
	case DOSSIER_NO_ARTICLES:
		tell_no_articles(options, path);
		break;
	case DOSSIER_NOT_TEXT:
		say(options, MSG_CLI_NOT_DOSSIER, path);
		break;
	}
}

static char *dup_path(const char *path)
{
	struct str copy = {0};
	str_adds(&copy, path);
	return str_take(&copy);
}

/* The dossier that is meant without an operand; the caller's to free, or
   NULL. */
static char *default_dossier(void)
{
	const char *named = getenv("MANICULE");
	return named && *named ? dup_path(named) : dossier_find();
}

/* The operand, or, where that is the articles of a dossier, the dossier; the
   caller's to free. */
static char *dossier_of(const char *operand)
{
	int error;
	char *above = dossier_above(operand, &error);
	if (above && !dossier_is_folder(operand) && dossier_is_folder(above))
		return above;
	free(above);
	return dup_path(operand);
}

bool open_has_default(void)
{
	char *path = default_dossier();
	free(path);
	return path != NULL;
}

/* Whether a pipe or a file is given on standard input. */
static bool is_piped(void)
{
	struct stat about;
	return fstat(STDIN_FILENO, &about) == 0 &&
	       (S_ISFIFO(about.st_mode) || S_ISREG(about.st_mode));
}

/*
 * What stands for a missing operand; NULL: nothing does, which it says.  The
 * reader on a terminal shows what it is given on standard input, as less(1)
 * does.  The other commands run in scripts and hooks, which have a pipe there
 * whether they know it or not: for them a dossier comes first.  The sample is
 * there to be read: that all is well with it is no answer, so `check` takes no
 * more than a dossier.
 */
static char *open_default(const struct options *options, bool *sample)
{
	unsigned command = options->command->bit;
	bool reader = command == FOR_READ && isatty(STDOUT_FILENO);
	*sample = false;
	if (reader && is_piped())
		return dup_path("-");
	char *path = default_dossier();
	if (!path && command != FOR_CHECK) {
		if (is_piped())
			return dup_path("-");
		path = own_dossier();
		*sample = path != NULL;
	}
	if (!path)
		say(options, MSG_CLI_NO_DOSSIER, NULL);
	else if (*sample && !reader)
		say(options, MSG_CLI_SAMPLE, path);
	return path;
}

/* The files of the dossier that could not be read, and why: what comes out
   lacks them.  The reader and `check` have a place for that. */
static void tell_unread(const struct options *options,
			const struct dossier *dossier)
{
	unsigned command = options->command->bit;
	if (command == FOR_CHECK ||
	    (command == FOR_READ && isatty(STDOUT_FILENO)))
		return;
	for (size_t i = 0; i < dossier->diags.list.count; i++) {
		const struct diag *diag = &dossier->diags.list.items[i];
		const char *file = diag->place.file ? diag->place.file : "";
		if (diag->kind == DIAG_TOO_LARGE)
			say(options, MSG_CLI_CANNOT_OPEN, file,
			    message(options->language, MSG_CLI_TOO_LARGE));
		else if (diag->kind == DIAG_NOT_FILE)
			say(options, MSG_CLI_CANNOT_OPEN, file,
			    message(options->language, MSG_CLI_NOT_FILE));
		else if (diag->kind == DIAG_CANNOT_READ)
			say(options, MSG_CLI_CANNOT_OPEN, file,
			    message_errno(options->language, diag->error));
	}
}

bool open_dossier(const struct options *options, const char *operand,
		  struct dossier *dossier, struct xref **xref)
{
	char *path = NULL;
	int error = 0;
	bool sample = false;
	struct load_progress progress = {
		/* It tells words, whose places are those of its hits. */
		.unplaced = options->command->bit == FOR_SEARCH,
		/* All of the text, and nothing but it. */
		.strips = options->command->bit == FOR_PRINT &&
			  options->notes == NOTES_NONE &&
			  options->operand_count == (operand != NULL),
		.checked = options->command->bit & (FOR_CHECK | FOR_LIST),
	};
	*dossier = (struct dossier){0};
	operand = path = operand ? dossier_of(operand)
				 : open_default(options, &sample);
	if (!operand)
		return false;
	confine_begin(options, operand);
	enum dossier_status status = dossier_load_watched(dossier, operand,
							  &progress, &error);
	if (status == DOSSIER_OK) {
		*xref = xref_new(dossier);
		tell_unread(options, dossier);
	} else {
		open_tell_status(options, operand, status, error);
	}
	free(path);
	return status == DOSSIER_OK;
}

void open_tell_operand(const struct options *options, const char *operand)
{
	struct stat about;
	const char *near = command_near(operand);
	if (stat(operand, &about) == 0)
		say(options, MSG_CLI_NOT_DOSSIER, operand);
	else if (near && options->command->bit == FOR_READ)
		say(options, MSG_CLI_CANNOT_OPEN_NEAR, operand,
		    say_errno(options, errno), near);
	else
		say(options, MSG_CLI_CANNOT_OPEN, operand,
		    say_errno(options, errno));
}

void open_tell_too_many(const struct options *options, const char *operand)
{
	struct str operands = {0};
	help_add_operands(&operands, options->language,
			  options->command->operands);
	say(options, MSG_CLI_TOO_MANY, operand, options->command->name,
	    str_get(&operands));
	str_release(&operands);
}

/* The one operand from `first` on; NULL: none.  False: it says what is wrong
   with them. */
static bool operand_get(const struct options *options, size_t first,
			const char **operand)
{
	*operand = NULL;
	if (options->operand_count > first)
		*operand = options->operands[first];
	bool many = options->operand_count > first + 1;
	/* The first one of several may be a command that is misspelt. */
	bool first_counts = !many || options->command->bit == FOR_READ;
	if (*operand && first_counts && !operand_is_dossier(*operand)) {
		open_tell_operand(options, *operand);
		return false;
	}
	if (many) {
		open_tell_too_many(options, options->operands[first + 1]);
		return false;
	}
	return true;
}

char *open_path(const struct options *options, size_t first, bool *sample)
{
	const char *operand;
	*sample = false;
	if (!operand_get(options, first, &operand))
		return NULL;
	if (!operand)
		return open_default(options, sample);
	return dossier_of(operand);
}

bool open_operand(const struct options *options, size_t first,
		  struct dossier *dossier, struct xref **xref)
{
	const char *operand;
	*dossier = (struct dossier){0};
	return operand_get(options, first, &operand) &&
	       open_dossier(options, operand, dossier, xref);
}

bool open_tell_torn(const struct options *options,
		    const struct dossier *dossier)
{
	bool torn = false;
	for (size_t i = 0; i < dossier->entry_count; i++) {
		const struct entry *entry = dossier->entries[i];
		int error = article_strip_error(&entry->article);
		if (error)
			say(options, MSG_CLI_CANNOT_OPEN, entry->path,
			    say_errno(options, error));
		torn |= error != 0;
	}
	return torn;
}

/* Adds "3 errors"; nothing for none. */
static void add_count(struct str *out, const struct options *options,
		      enum message id, size_t count)
{
	if (!count)
		return;
	if (out->len)
		str_adds(out, ", ");
	message_count(out, options->language, id, count);
}

void open_tell_problems(const struct options *options, const char *operand,
			const struct dossier *dossier)
{
	struct str counts = {0};
	add_count(&counts, options, MSG_ERRORS_ONE,
		  diag_count(&dossier->diags, DIAG_ERROR));
	add_count(&counts, options, MSG_WARNINGS_ONE,
		  diag_count(&dossier->diags, DIAG_WARNING));
	if (counts.len && operand)
		say(options, MSG_CLI_PROBLEMS_NAMED, str_get(&counts), operand);
	else if (counts.len)
		say(options, MSG_CLI_PROBLEMS, str_get(&counts));
	str_release(&counts);
}
