#include "core/yaml_slip.h"

#include <string.h>

static bool ends_word(const struct yaml_text *in, size_t at)
{
	return at >= in->len || strchr(" \t\r\n", in->text[at]);
}

static size_t line_start(const struct yaml_text *in, size_t at)
{
	while (at > 0 && in->text[at - 1] != '\n')
		at--;
	return at;
}

size_t yaml_slip_column(const struct yaml_text *in, size_t at)
{
	return at - line_start(in, at);
}

bool yaml_slip_dash(const struct yaml_text *in, size_t at)
{
	return at < in->len && in->text[at] == '-' && ends_word(in, at + 1);
}

/* Bytes of what may be a key's name. */
static size_t name_bytes(const struct yaml_text *in, size_t at)
{
	size_t end = at;
	while (end < in->len &&
	       (in->text[end] == '_' || in->text[end] == '-' ||
		(in->text[end] >= 'a' && in->text[end] <= 'z')))
		end++;
	return end > at && in->text[at] != '-' ? end - at : 0;
}

/* The bytes of the key that stands there with its colon; 0: none does. */
static size_t key_bytes(const struct yaml_text *in, size_t at)
{
	size_t bytes = name_bytes(in, at);
	bool key = bytes && in->text[at + bytes] == ':' &&
		   ends_word(in, at + bytes + 1);
	return key ? bytes : 0;
}

bool yaml_slip_key_line(const struct yaml_text *in, size_t at)
{
	return key_bytes(in, at) != 0;
}

/* Whether only blanks and a comment follow on the line. */
static bool ends_line(const struct yaml_text *in, size_t at)
{
	at += strspn(in->text + at, " \t\r");
	return strchr("\n#", in->text[at]); /* or at the NUL after it all */
}

/* Where the line's first byte stands that is no blank. */
static size_t first_of_line(const struct yaml_text *in, size_t at)
{
	size_t start = line_start(in, at);
	return start + strspn(in->text + start, " \t");
}

/* Whether b, which is after a, stands on its line. */
static bool same_line(const struct yaml_text *in, size_t a, size_t b)
{
	return b <= yaml_text_line_end(in, a);
}

/* ---- keys of the file's own map ---- */

/* Whether entries, or keys of its own, stand below the line. */
static bool heads(const struct yaml_text *in, size_t below)
{
	size_t at = yaml_text_skip_blank(in, below);
	size_t first = at + strspn(in->text + at, " ");
	return first < in->len && (first > at || yaml_slip_dash(in, at));
}

/* `claims`, or ` claims:`, first and alone on its line and with something
   below; not so long a word that libyaml would take it for no key (above
   1024). */
static bool find_heading(const struct yaml_text *in, size_t at, bool colon,
			 struct yaml_slip *slip)
{
	size_t bytes = colon ? key_bytes(in, at) : name_bytes(in, at);
	size_t end = yaml_text_line_end(in, at);
	if (!bytes || bytes > YAML_WORD_MAX || end >= in->len ||
	    !ends_line(in, at + bytes + colon) || !heads(in, end + 1))
		return false;
	*slip = (struct yaml_slip){.kind = DIAG_SYNTAX_HEADING,
				   .at = at,
				   .name = at,
				   .bytes = bytes,
				   .whole = true,
				   .below = colon ? at : end + 1,
				   .colon = colon};
	return true;
}

/* Where the line above a dash begins that is of the file's own map, or has
   a dash that is no farther right: that of an entry before. */
static size_t line_above(const struct yaml_text *in, size_t dash)
{
	size_t column = yaml_slip_column(in, dash), line = dash - column;
	while (line > 0) {
		line = line_start(in, line - 1);
		size_t first = line + strspn(in->text + line, " ");
		if (!strchr(" \t\r\n#", in->text[line]) ||
		    (first - line <= column && yaml_slip_dash(in, first)))
			break;
	}
	return line;
}

/*
 * The dash of an entry that begins with the same key as what stands first below
 * its heading: a dash is missing there.
 */
static bool find_undashed(const struct yaml_text *in, size_t at,
			  struct yaml_slip *slip)
{
	size_t line = line_above(in, at), heading = key_bytes(in, line);
	size_t key = at + 1 + strspn(in->text + at + 1, " {");
	size_t bytes = key_bytes(in, key);
	if (!yaml_slip_dash(in, at) || !bytes || !heading ||
	    !ends_line(in, line + heading + 1))
		return false;
	size_t below = yaml_text_line_end(in, line) + 1;
	size_t first = yaml_text_skip_blank(in, below);
	first += strspn(in->text + first, " ");
	if (key_bytes(in, first) != bytes ||
	    memcmp(in->text + first, in->text + key, bytes) != 0)
		return false;
	*slip = (struct yaml_slip){.kind = DIAG_NOT_LIST,
				   .at = first,
				   .name = line,
				   .bytes = heading,
				   .below = line_start(in, at)};
	return true;
}

/* ---- what is missing ---- */

static bool says(const struct yaml_fault *fault, const char *problem)
{
	return !strcmp(fault->problem, problem);
}

static bool within(const struct yaml_fault *fault, const char *context)
{
	return fault->context && !strcmp(fault->context, context);
}

static struct yaml_slip slip_at(enum diag_kind kind, size_t at)
{
	return (struct yaml_slip){.kind = kind, .at = at, .name = at};
}

/* A key without its colon, up to its line's end or what follows a blank. */
static struct yaml_slip no_colon(const struct yaml_text *in, size_t at,
				 bool keyed)
{
	struct yaml_slip slip = slip_at(DIAG_SYNTAX_COLON, at);
	if (keyed && !yaml_slip_column(in, at) &&
	    find_heading(in, at, false, &slip))
		return slip;
	slip.bytes = yaml_text_word(in, at);
	return slip;
}

/* Quotes that swallow the lines below, told where they open. */
static bool is_unclosed(const struct yaml_text *in,
			const struct yaml_fault *fault, size_t *open)
{
	*open = fault->from;
	if (within(fault, "while scanning a quoted scalar") &&
	    says(fault, "found unexpected end of stream"))
		return true;
	*open = fault->last;
	return fault->ended &&
	       (fault->syntax || same_line(in, fault->ended, fault->at) ||
		same_line(in, fault->ended, fault->from));
}

/* A colon that no key stands before. */
static struct yaml_slip odd_colon(const struct yaml_text *in,
				  const struct yaml_fault *fault)
{
	size_t first = first_of_line(in, fault->at);
	if (same_line(in, fault->last, fault->at))
		return slip_at(DIAG_SYNTAX_QUOTES, fault->at);
	if (!fault->in_map)
		return no_colon(in, fault->last, fault->keyed);
	struct yaml_slip slip = slip_at(DIAG_SYNTAX_QUOTES, fault->at);
	if (key_bytes(in, first) &&
	    !(fault->at_top && find_heading(in, first, true, &slip)))
		slip = slip_at(DIAG_SYNTAX_INDENT, first);
	slip.whole = false; /* the text before it has taken it in */
	return slip;
}

/* Something stands where no more than the next key or dash may. */
static struct yaml_slip odd_entry(const struct yaml_text *in,
				  const struct yaml_fault *fault)
{
	size_t at = fault->at;
	struct yaml_slip slip = slip_at(DIAG_SYNTAX, at);
	if (first_of_line(in, at) != at) {
		if (fault->quoted)
			slip.kind = DIAG_SYNTAX_AFTER;
	} else if (fault->keyed && find_undashed(in, at, &slip)) {
		return slip;
	} else if (in->text[at] == '-' && !yaml_slip_dash(in, at)) {
		slip.kind = DIAG_SYNTAX_DASH;
	} else if (!fault->at_top || !find_heading(in, at, true, &slip)) {
		slip.kind = DIAG_SYNTAX_INDENT;
		/* That the file is a list is the mistake to tell first. */
		slip.whole = !fault->keyed;
	}
	return slip;
}

/* A bracket is closed late, or never. */
static struct yaml_slip odd_flow(const struct yaml_text *in,
				 const struct yaml_fault *fault)
{
	if (!same_line(in, fault->from, fault->at))
		return slip_at(DIAG_SYNTAX_BRACKET, fault->from);
	return slip_at(fault->quoted ? DIAG_SYNTAX_AFTER : DIAG_SYNTAX_BRACKET,
		       fault->at);
}

static struct yaml_slip judge(const struct yaml_text *in,
			      const struct yaml_fault *fault)
{
	size_t open, at = fault->at;
	if (at < in->len && in->text[at] == '\t' &&
	    !within(fault, "while parsing a quoted scalar")) /* "\x	" */
		return slip_at(DIAG_SYNTAX_TAB, at);
	if (is_unclosed(in, fault, &open))
		return slip_at(DIAG_SYNTAX_UNCLOSED, open);
	if (says(fault, "could not find expected ':'"))
		return no_colon(in, fault->from, fault->keyed);
	if (says(fault, "mapping values are not allowed in this context"))
		return odd_colon(in, fault);
	if (says(fault, "found character that cannot start any token"))
		return slip_at(DIAG_SYNTAX_QUOTES, at);
	if (says(fault, "did not find expected key") ||
	    says(fault, "did not find expected '-' indicator"))
		return odd_entry(in, fault);
	if (within(fault, "while parsing a flow mapping") ||
	    within(fault, "while parsing a flow sequence"))
		return odd_flow(in, fault);
	return slip_at(DIAG_SYNTAX, at);
}

struct yaml_slip yaml_slip_judge(const struct yaml_text *in,
				 const struct yaml_fault *fault)
{
	struct yaml_slip slip = judge(in, fault);
	size_t first = first_of_line(in, slip.at);
	/* An entry that begins with a slip is the only one with it. */
	if (slip.kind == DIAG_SYNTAX_TAB && yaml_slip_dash(in, first))
		slip.whole = !same_line(in, fault->last, slip.at);
	return slip;
}
