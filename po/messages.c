#include "po/messages.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const words[MESSAGES][2] = {
#define X(name, en, fr) [MSG_##name] = {en, fr},
#include "po/words.def"
#include "po/print.def"
#include "po/tui.def"
#include "po/cli.def"
#include "po/errors.def"
#include "po/yaml.def"
#undef X
};

const char *message(enum language language, enum message id)
{
	return words[id][language];
}

void message_fill(struct str *out, enum language language, enum message id,
		  const char *const *strings)
{
	const char *from = message(language, id);
	const char *hole;
	while ((hole = strstr(from, "%s")) && *strings) {
		str_add(out, from, (size_t)(hole - from));
		str_adds(out, *strings++);
		from = hole + 2;
	}
	str_adds(out, from);
}

static const struct {
	int error;
	enum message id;
} errors[] = {
	{0, MSG_CLI_NO_SUCH},           {ENOENT, MSG_CLI_NO_SUCH},
	{ENOTDIR, MSG_CLI_NO_SUCH},     {EACCES, MSG_CLI_NO_ACCESS},
	{EPERM, MSG_CLI_NO_ACCESS},     {ENOSPC, MSG_CLI_NO_SPACE},
	{E2BIG, MSG_ERROR_LONG},        {EAGAIN, MSG_ERROR_AGAIN},
	{EBADF, MSG_ERROR_BAD_FILE},    {EBUSY, MSG_ERROR_BUSY},
	{EDQUOT, MSG_ERROR_QUOTA},      {EEXIST, MSG_ERROR_EXISTS},
	{EFBIG, MSG_ERROR_LARGE},       {EINTR, MSG_ERROR_INTERRUPTED},
	{EINVAL, MSG_ERROR_INVALID},    {EIO, MSG_ERROR_IO},
	{EISDIR, MSG_ERROR_FOLDER},     {ELOOP, MSG_ERROR_LINKS},
	{EMFILE, MSG_ERROR_FILES},      {ENAMETOOLONG, MSG_ERROR_NAME},
	{ENFILE, MSG_ERROR_FILES_ALL},  {ENODEV, MSG_ERROR_DEVICE},
	{ENOEXEC, MSG_ERROR_FORMAT},    {ENOLCK, MSG_ERROR_LOCKS},
	{ENOMEM, MSG_ERROR_MEMORY},     {ENXIO, MSG_ERROR_NO_DEVICE},
	{EPIPE, MSG_ERROR_BROKEN_PIPE}, {EROFS, MSG_ERROR_READ_ONLY},
	{ESTALE, MSG_ERROR_STALE},      {ETIMEDOUT, MSG_ERROR_TIME},
};

const char *message_errno(enum language language, int error)
{
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i].error == error)
			return message(language, errors[i].id);
	return strerror(error);
}

const char *message_yaml(enum language language, const char *problem)
{
	static const enum message known[] = {
#define X(name, en, fr) MSG_##name,
#include "po/yaml.def"
#undef X
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(message(LANGUAGE_EN, known[i]), problem))
			return message(language, known[i]);
	return problem;
}

void message_count(struct str *out, enum language language, enum message id,
		   size_t count)
{
	bool plural = count > 1 || (count == 0 && language == LANGUAGE_EN);
	char digits[24];
	snprintf(digits, sizeof digits, "%zu", count);
	message_add(out, language, id + plural, digits);
}

void message_number(struct str *out, enum language language, size_t number)
{
	char digits[24];
	size_t len = (size_t)snprintf(digits, sizeof digits, "%zu", number);
	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			str_adds(out, message(language, MSG_THOUSANDS));
		str_addc(out, digits[i]);
	}
}

const char *message_kind(enum language language, enum claim_kind kind)
{
	return message(language, MSG_KIND_STATEMENT + (enum message)kind);
}

const char *message_status(enum language language, enum claim_status status)
{
	return message(language, MSG_STATUS_REPORTED + (enum message)status);
}

const char *message_quote(enum language language, enum quote quote)
{
	return message(language, MSG_QUOTE_NONE + (enum message)quote);
}

const char *message_source_kind(enum language language, enum source_kind kind)
{
	return message(language, MSG_SOURCE_COURT_FILING + (enum message)kind);
}

const char *message_relation(enum language language, enum relation_kind kind,
			     bool reverse)
{
	return message(language, MSG_RELATION_SUPPORTS +
					 2 * (enum message)kind + reverse);
}

void message_detail(struct str *out, enum language language,
		    const struct diag *diag)
{
	const char *detail = diag->detail;
	if (!detail && diag->error)
		detail = message_errno(language, diag->error);
	if (detail && diag->kind == DIAG_SYNTAX)
		detail = message_yaml(language, detail);
	if (detail)
		str_addf(out, "%s%s", message(language, MSG_COLON), detail);
}

void message_problem(struct str *out, enum language language,
		     const struct diag *diag)
{
	diag_add_words(out, diag, language == LANGUAGE_FR);
	message_detail(out, language, diag);
}
