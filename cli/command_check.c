#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/open.h"
#include "cli/say.h"
#include "print/problems.h"

/* "no problems: 5 articles, 103 claims, 66 relations" */
static void say_clean(const struct options *options,
		      const struct dossier *dossier)
{
	struct str articles = {0}, claims = {0}, relations = {0};
	size_t relation_count = 0;
	for (size_t i = 0; i < dossier->entry_count; i++)
		relation_count +=
			dossier->entries[i]->annotation.relation_count;
	message_count(&articles, options->language, MSG_PRINT_ARTICLES_ONE,
		      dossier->entry_count);
	message_count(&claims, options->language, MSG_PRINT_CLAIMS_ONE,
		      dossier->claim_count);
	message_count(&relations, options->language, MSG_PRINT_RELATIONS_ONE,
		      relation_count);
	say(options, MSG_CLI_CLEAN, str_get(&articles), str_get(&claims),
	    str_get(&relations));
	str_release(&articles);
	str_release(&claims);
	str_release(&relations);
}

static bool counts(const struct options *options, const struct diags *diags)
{
	return diag_count(diags, DIAG_ERROR) ||
	       (options->strict && diag_count(diags, DIAG_WARNING));
}

/* The settings are checked with the dossier where their file is named: their
   problems stand before its own. */
static void take_settings(const struct options *options,
			  struct dossier *dossier)
{
	struct diags all = {0};
	if (!options->settings || !options->config)
		return;
	for (size_t i = 0; i < options->settings->diags.list.count; i++)
		diag_add(&all, &options->settings->diags.list.items[i]);
	for (size_t i = 0; i < dossier->diags.list.count; i++)
		diag_add(&all, &dossier->diags.list.items[i]);
	diag_release(&dossier->diags);
	dossier->diags = all;
}

/* Settings can be checked where there is no dossier. */
static bool is_alone(const struct options *options)
{
	return options->settings && options->config &&
	       !options->operand_count && !open_has_default();
}

int command_check(const struct options *options)
{
	struct out out = {.fd = STDOUT_FILENO};
	struct dossier dossier = {0};
	struct xref *xref;
	int status = STATUS_FAILED;
	bool json = options->format && strcmp(options->format, "json") == 0;
	bool alone = is_alone(options);
	if (alone || open_operand(options, 0, &dossier, &xref)) {
		take_settings(options, &dossier);
		if (json)
			problems_json(&out, &dossier.diags, options->language);
		else
			problems_print(&out, &dossier.diags, options->language,
				       options->charset);
		if (!json && !dossier.diags.list.count && alone)
			say(options, MSG_CLI_CLEAN_SETTINGS, options->config);
		else if (!json && !dossier.diags.list.count)
			say_clean(options, &dossier);
		status = say_finish(options, &out,
				    counts(options, &dossier.diags)
					    ? STATUS_FOUND
					    : STATUS_DONE);
	}
	dossier_release(&dossier);
	return status;
}
