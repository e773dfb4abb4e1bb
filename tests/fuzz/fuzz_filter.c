/*
 * Filters on the dossier that comes with the program: the input is two of
 * them, with a NUL between.  What is no filter says why with a word of it; not
 * F passes what F does not; A B passes what both pass; and a line is judged as
 * its words say.
 */
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/filter.h"
#include "core/xref.h"
#include "tests/fuzz/expect.h"

static const struct dossier *loaded(void)
{
	static struct dossier dossier;
	int error;
	if (!dossier.entry_count) {
		expect(dossier_load(&dossier, ".", &error) == DOSSIER_OK);
		xref_new(&dossier);
	}
	return &dossier;
}

static struct filter *read_filter(const char *text)
{
	struct filter_problem problem = {0};
	struct filter *filter = filter_new(loaded(), NULL, text, &problem);
	if (filter) {
		expect(!strcmp(filter_text(filter), text));
		return filter;
	}
	expect(problem.error == FILTER_NO_KEY ||
	       problem.error == FILTER_NO_VALUE);
	expect(problem.key <= FILTER_KEYS);
	expect(strstr(text, str_get(&problem.word)) || strpbrk(text, "\"\\"));
	str_release(&problem.word);
	return NULL;
}

/* One word or KEY:VALUE without quotes, blanks or a minus. */
static bool is_single(const char *text)
{
	for (const char *at = text; *at; at++)
		if (*at == '"' || *at == '\\' || (unsigned char)*at <= ' ' ||
		    (unsigned char)*at >= 0x7f)
			return false;
	return *text && *text != '-';
}

static void check_not(const struct filter *filter, const char *text)
{
	struct str other = {0};
	if (!is_single(text))
		return;
	str_addf(&other, "-%s", text);
	struct filter *not = read_filter(str_get(&other));
	expect(not );
	for (size_t i = 0; i < loaded()->claim_count; i++)
		expect(filter_matches(filter, dossier_claim_at(loaded(), i)) !=
		       filter_matches(not, dossier_claim_at(loaded(), i)));
	filter_free(not );
	str_release(&other);
}

static void check_both(const struct filter *a, const char *text_a,
		       const struct filter *b, const char *text_b)
{
	struct str text = {0};
	/* A quote that is open takes the other in. */
	if (strpbrk(text_a, "\"\\"))
		return;
	str_addf(&text, "%s %s", text_a, text_b);
	struct filter *both = read_filter(str_get(&text));
	size_t len = strlen(text_a);
	expect(both || (len && text_a[len - 1] == '-'));
	for (size_t i = 0; both && i < loaded()->claim_count; i++) {
		const struct claim *claim = dossier_claim_at(loaded(), i);
		if (len && strchr("-:", text_a[len - 1]))
			break;
		expect(filter_matches(both, claim) ==
		       (filter_matches(a, claim) && filter_matches(b, claim)));
	}
	filter_free(both);
	str_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = memory_alloc(size + 2);
	if (size)
		memcpy(text, data, size);
	text[size] = text[size + 1] = '\0';
	const char *second = text + strlen(text) + 1;
	struct filter *a = read_filter(text);
	struct filter *b = read_filter(second);
	if (a)
		check_not(a, text);
	if (a && b)
		check_both(a, text, b, second);
	if (a && filter_is_words(a))
		filter_matches_line(a, second, strlen(second));
	filter_free(a);
	filter_free(b);
	free(text);
	return 0;
}
