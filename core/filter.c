#include "core/filter.h"

#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/fold.h"
#include "core/near.h"
#include "core/search.h"
#include "core/xref.h"

/* What the values of a filter are looked up in. */
struct known {
	const struct dossier *dossier;
	filter_namer *namer; /* or NULL */
};

/* Speakers, sources, points or articles, as a term's value names them. */
struct set {
	bool *has; /* by index in the dossier's list; NULL: none is named */
};

struct term {
	enum filter_key key;
	bool negated;
	size_t value; /* of kind, status, is: index among their words */
	struct search *search; /* of a word or a tag */
	/* The things that the value names, or whose names have the word. */
	struct set speakers, sources, points, entries;
};

struct filter {
	char *text;
	bool words; /* no term has a key */
	ARRAY(struct term) terms;
};

static const char *const key_words[FILTER_KEYS] = {
#define FILTER_KEY_ROW(name, word) [FILTER_##name] = word,
	FILTER_KEY_LIST(FILTER_KEY_ROW)
#undef FILTER_KEY_ROW
};

static bool is_lost(const struct claim *claim)
{
	return claim->state == ANCHOR_LOST;
}

static bool is_ambiguous(const struct claim *claim)
{
	return claim->state == ANCHOR_AMBIGUOUS;
}

static bool is_approximate(const struct claim *claim)
{
	return claim->state == ANCHOR_APPROXIMATE;
}

static bool is_repeated(const struct claim *claim)
{
	return xref_counts(claim).repeated > 0;
}

static bool is_checked(const struct claim *claim)
{
	const struct claim_more more = claim_more(claim);
	return more.checked_by || more.checked_date;
}

static const char *const state_words[FILTER_STATES] = {
#define FILTER_STATE_ROW(name, word) [FILTER_STATE_##name] = word,
	FILTER_STATE_LIST(FILTER_STATE_ROW)
#undef FILTER_STATE_ROW
};

static bool (*const state_holds[FILTER_STATES])(const struct claim *) = {
	[FILTER_STATE_CONTRADICTED] = xref_contradicted,
	[FILTER_STATE_UNSOURCED] = xref_unsourced,
	[FILTER_STATE_CHECKED] = is_checked,
	[FILTER_STATE_REPEATED] = is_repeated,
	[FILTER_STATE_LOST] = is_lost,
	[FILTER_STATE_AMBIGUOUS] = is_ambiguous,
	[FILTER_STATE_APPROXIMATE] = is_approximate,
};

const char *filter_key_word(enum filter_key key)
{
	return key_words[key];
}

const char *filter_value(const struct dossier *dossier, enum filter_key key,
			 size_t i)
{
	switch (key) {
	case FILTER_SPEAKER:
		return i < dossier->speaker_count ? dossier->speakers[i]->id
						  : NULL;
	case FILTER_SOURCE:
		return i < dossier->source_count ? dossier->sources[i]->id
						 : NULL;
	case FILTER_POINT:
		return i < dossier->point_count ? dossier->points[i]->id : NULL;
	case FILTER_ARTICLE:
		return i < dossier->entry_count ? dossier->entries[i]->id
						: NULL;
	case FILTER_KIND:
		return i < CLAIM_KINDS ? claim_kind_word((enum claim_kind)i)
				       : NULL;
	case FILTER_STATUS:
		return i < CLAIM_STATUSES
			       ? claim_status_word((enum claim_status)i)
			       : NULL;
	case FILTER_IS:
		if (i < FILTER_STATES)
			return state_words[i];
		return filter_value(dossier, FILTER_STATUS, i - FILTER_STATES);
	default:
		return NULL;
	}
}

static bool string_has(const struct search *search, const char *string)
{
	struct span hit;
	return string && search_in(search, string, strlen(string), 0, &hit);
}

static bool strings_have(const struct search *search,
			 const struct strings *strings)
{
	for (size_t i = 0; i < strings->count; i++)
		if (string_has(search, strings->items[i]))
			return true;
	return false;
}

static const char *known_value(const struct known *known, enum filter_key key,
			       size_t i)
{
	return filter_value(known->dossier, key, i);
}

/* The n-th name that value i has besides; NULL: no further one. */
static const char *known_name(const struct known *known, enum filter_key key,
			      size_t i, size_t n)
{
	return known->namer ? known->namer(key, i, n) : NULL;
}

static bool name_has(const struct known *known, enum filter_key key, size_t i,
		     const struct search *search)
{
	const char *name;
	for (size_t n = 0; (name = known_name(known, key, i, n)); n++)
		if (string_has(search, name))
			return true;
	return false;
}

/* Whether thing i that the key names has the words in one of its names. */
static bool named(const struct dossier *dossier, enum filter_key key, size_t i,
		  const struct search *search)
{
	if (key == FILTER_SPEAKER) {
		const struct speaker *s = dossier->speakers[i];
		return string_has(search, s->name) ||
		       string_has(search, s->short_name) ||
		       strings_have(search, &s->aliases);
	}
	if (key == FILTER_SOURCE)
		return string_has(search, dossier->sources[i]->title) ||
		       string_has(search, dossier->sources[i]->short_title);
	if (key == FILTER_POINT)
		return string_has(search, dossier->points[i]->title) ||
		       string_has(search, dossier->points[i]->short_title);
	return string_has(search, dossier->entries[i]->title) ||
	       string_has(search, dossier->entries[i]->short_title);
}

/* Names are looked into; ids, and what things are called elsewhere, too, where
   a value is given and not a word. */
static struct set set_make(const struct known *known, enum filter_key key,
			   const struct search *search, bool value)
{
	struct set set = {0};
	size_t count = 0;
	while (known_value(known, key, count))
		count++;
	for (size_t i = 0; i < count; i++) {
		if (!named(known->dossier, key, i, search) &&
		    !(value &&
		      (string_has(search, known_value(known, key, i)) ||
		       name_has(known, key, i, search))))
			continue;
		if (!set.has) {
			set.has = memory_alloc(count * sizeof *set.has);
			memset(set.has, 0, count * sizeof *set.has);
		}
		set.has[i] = true;
	}
	return set;
}

/* Those whose id it is, an article's own ones among them; none: NULL. */
static struct set set_exact(const struct known *known, enum filter_key key,
			    const char *id)
{
	struct set set = {0};
	size_t count = 0;
	while (known_value(known, key, count))
		count++;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(known_value(known, key, i), id) != 0)
			continue;
		if (!set.has) {
			set.has = memory_alloc(count * sizeof *set.has);
			memset(set.has, 0, count * sizeof *set.has);
		}
		set.has[i] = true;
	}
	return set;
}

/* A name as names are compared. */
static void fold_name(struct folded *folded, const char *name)
{
	fold_text(folded, name, (struct span){0, strlen(name)},
		  FOLD_SEARCH | FOLD_CASE);
	for (size_t i = 0; i < folded->len; i++)
		if (folded->bytes[i] == ' ')
			folded->bytes[i] = '-';
}

enum likeness { UNLIKE, BEGINS, SAME };

/* How the name is to the folded word. */
static enum likeness likeness(const char *name, const struct folded *word)
{
	struct folded folded = {0};
	enum likeness found = UNLIKE;
	fold_name(&folded, name);
	if (strcmp(folded.bytes, word->bytes) == 0)
		found = SAME;
	else if (word->len &&
		 strncmp(folded.bytes, word->bytes, word->len) == 0)
		found = BEGINS;
	fold_release(&folded);
	return found;
}

/* The best that any name of value i is to the folded word. */
static enum likeness value_likeness(const struct known *known,
				    enum filter_key key, size_t i,
				    const struct folded *word)
{
	enum likeness best = likeness(known_value(known, key, i), word);
	const char *name;
	for (size_t n = 0; (name = known_name(known, key, i, n)); n++) {
		enum likeness like = likeness(name, word);
		if (like > best)
			best = like;
	}
	return best;
}

/* The value among the key's words that is, or alone begins as, the word. */
static bool word_value(const struct known *known, enum filter_key key,
		       const char *word, size_t *value)
{
	struct folded folded = {0};
	enum likeness best = UNLIKE;
	size_t found = 0;
	fold_name(&folded, word);
	for (size_t i = 0; best < SAME && known_value(known, key, i); i++) {
		enum likeness like = value_likeness(known, key, i, &folded);
		if (like == UNLIKE)
			continue;
		*value = i;
		best = like;
		found++;
	}
	fold_release(&folded);
	return best == SAME || found == 1;
}

static const char *nearest_value(const struct known *known, enum filter_key key,
				 const char *word)
{
	size_t budget = NEAR_BUDGET;
	struct near near = near_start(word, strlen(word), &budget);
	const char *value, *name;
	for (size_t i = 0; (value = known_value(known, key, i)); i++) {
		near_offer(&near, value);
		for (size_t n = 0; (name = known_name(known, key, i, n)); n++)
			near_offer(&near, name);
	}
	return near.best;
}

/* The set that a term with this key has; NULL: it has none. */
static struct set *term_set(struct term *term)
{
	switch (term->key) {
	case FILTER_SPEAKER:
		return &term->speakers;
	case FILTER_SOURCE:
		return &term->sources;
	case FILTER_POINT:
		return &term->points;
	case FILTER_ARTICLE:
		return &term->entries;
	default:
		return NULL;
	}
}

/* Finds what the word names in every list, once for all claims. */
static void term_word(struct term *term, const struct known *known,
		      const char *word)
{
	term->search = search_new(word, strlen(word));
	term->speakers = set_make(known, FILTER_SPEAKER, term->search, false);
	term->sources = set_make(known, FILTER_SOURCE, term->search, false);
	term->points = set_make(known, FILTER_POINT, term->search, false);
	term->entries = set_make(known, FILTER_ARTICLE, term->search, false);
}

/* False: the key has no such value. */
static bool term_value(struct term *term, const struct known *known,
		       const char *word)
{
	struct set *set = term_set(term);
	if (term->key == FILTER_TAG) {
		term->search = search_new(word, strlen(word));
		return search_possible(term->search);
	}
	if (!set)
		return word_value(known, term->key, word, &term->value);
	*set = set_exact(known, term->key, word);
	if (!set->has) {
		struct search *search = search_new(word, strlen(word));
		*set = set_make(known, term->key, search, true);
		search_free(search);
	}
	return set->has != NULL;
}

static void term_release(struct term *term)
{
	search_free(term->search);
	free(term->speakers.has);
	free(term->sources.has);
	free(term->points.has);
	free(term->entries.has);
}

/* Adds the next word of the text, its quotes taken off; false: none is left. */
static bool word_next(const char **text, struct str *word)
{
	const char *at = *text;
	bool quoted = false;
	str_clear(word);
	at += strspn(at, " \t");
	bool any = *at != '\0';
	for (; *at && (quoted || (*at != ' ' && *at != '\t')); at++) {
		if (*at == '"')
			quoted = !quoted;
		else
			str_addc(word, *at);
	}
	*text = at;
	return any;
}

/* Whether the word begins as a key would: letters, and a colon after them. */
static size_t key_length(const char *word)
{
	size_t len = strspn(word, "abcdefghijklmnopqrstuvwxyz");
	/* http://… is no key. */
	return word[len] == ':' && word[len + 1] != '/' ? len : 0;
}

static enum filter_key key_find(const char *word, size_t len)
{
	enum filter_key key = 0;
	while (key < FILTER_KEYS && (strlen(key_words[key]) != len ||
				     memcmp(key_words[key], word, len) != 0))
		key++;
	return key;
}

static void problem_set(struct filter_problem *problem, enum filter_error error,
			enum filter_key key, const char *word, size_t len)
{
	problem->error = error;
	problem->key = key;
	str_add(&problem->word, word, len);
}

static void problem_key(struct filter_problem *problem, const char *word,
			size_t len)
{
	size_t budget = NEAR_BUDGET;
	struct near near = near_start(word, len, &budget);
	for (size_t i = 0; i < FILTER_KEYS; i++)
		near_offer(&near, key_words[i]);
	problem_set(problem, FILTER_NO_KEY, FILTER_KEYS, word, len);
	problem->near = near.best;
}

static bool term_read(struct term *term, const struct known *known,
		      const char *word, struct filter_problem *problem)
{
	size_t len = key_length(word);
	term->key = FILTER_WORD;
	if (!len) {
		term_word(term, known, word);
		return true;
	}
	term->key = key_find(word, len);
	if (term->key == FILTER_KEYS) {
		problem_key(problem, word, len);
		return false;
	}
	const char *value = word + len + 1;
	if (term_value(term, known, value))
		return true;
	problem_set(problem, FILTER_NO_VALUE, term->key, value, strlen(value));
	problem->near = nearest_value(known, term->key, value);
	return false;
}

struct filter *filter_new(const struct dossier *dossier, filter_namer *namer,
			  const char *text, struct filter_problem *problem)
{
	const struct known known = {dossier, namer};
	struct filter *filter = memory_alloc(sizeof *filter);
	struct str word = {0};
	const char *rest = text;
	bool good = true;
	*problem = (struct filter_problem){.error = FILTER_OK};
	*filter = (struct filter){.words = true};
	filter->text = memory_alloc(strlen(text) + 1);
	strcpy(filter->text, text);
	while (good && word_next(&rest, &word)) {
		const char *w = str_get(&word);
		struct term term = {.negated = w[0] == '-' && w[1]};
		if (!*(w + term.negated))
			continue;
		good = term_read(&term, &known, w + term.negated, problem);
		filter->words &= term.key == FILTER_WORD;
		array_push(&filter->terms, term);
	}
	str_release(&word);
	problem->end = (size_t)(rest - text);
	if (good)
		return filter;
	filter_free(filter);
	return NULL;
}

void filter_free(struct filter *filter)
{
	if (!filter)
		return;
	for (size_t i = 0; i < filter->terms.count; i++)
		term_release(&filter->terms.items[i]);
	array_release(&filter->terms);
	free(filter->text);
	free(filter);
}

const char *filter_text(const struct filter *filter)
{
	return filter->text;
}

bool filter_is_words(const struct filter *filter)
{
	return filter->words;
}

static bool any_speaker(const struct set *set, const struct speakers *list)
{
	for (size_t i = 0; set->has && i < list->count; i++)
		if (set->has[list->items[i]->index])
			return true;
	return false;
}

static bool any_source(const struct set *set, const struct sources *list)
{
	for (size_t i = 0; set->has && i < list->count; i++)
		if (set->has[list->items[i]->index])
			return true;
	return false;
}

static bool any_point(const struct set *set, const struct points *list)
{
	for (size_t i = 0; set->has && i < list->count; i++)
		if (set->has[list->items[i]->index])
			return true;
	return false;
}

static bool any_entry(const struct set *set, const struct entry *entry)
{
	return set->has && set->has[entry->index];
}

static bool has_word(const struct term *term, const struct claim *claim)
{
	const struct claim_more more = claim_more(claim);
	return any_speaker(&term->speakers, claim->speakers) ||
	       any_speaker(&term->speakers, more.via) ||
	       any_source(&term->sources, claim->sources) ||
	       any_point(&term->points, claim->points) ||
	       any_entry(&term->entries, claim->entry) ||
	       string_has(term->search, claim_text(claim)) ||
	       string_has(term->search, more.note) ||
	       string_has(term->search, more.checked_by) ||
	       strings_have(term->search, &more.tags);
}

static bool has_tag(const struct term *term, const struct claim *claim)
{
	const struct claim_more more = claim_more(claim);
	return strings_have(term->search, &more.tags);
}

static bool term_holds(const struct term *term, const struct claim *claim)
{
	switch (term->key) {
	case FILTER_SPEAKER:
		return any_speaker(&term->speakers, claim->speakers);
	case FILTER_SOURCE:
		return any_source(&term->sources, claim->sources);
	case FILTER_POINT:
		return any_point(&term->points, claim->points);
	case FILTER_ARTICLE:
		return any_entry(&term->entries, claim->entry);
	case FILTER_KIND:
		return (size_t)claim->kind == term->value;
	case FILTER_STATUS:
		return (size_t)claim->status == term->value;
	case FILTER_IS:
		return term->value < FILTER_STATES
			       ? state_holds[term->value](claim)
			       : (size_t)claim->status ==
					 term->value - FILTER_STATES;
	case FILTER_TAG:
		return has_tag(term, claim);
	case FILTER_WORD:
		break;
	}
	return has_word(term, claim);
}

bool filter_matches(const struct filter *filter, const struct claim *claim)
{
	for (size_t i = 0; i < filter->terms.count; i++) {
		const struct term *term = &filter->terms.items[i];
		if (term_holds(term, claim) == term->negated)
			return false;
	}
	return true;
}

bool filter_matches_line(const struct filter *filter, const char *line,
			 size_t len)
{
	struct span hit;
	for (size_t i = 0; i < filter->terms.count; i++) {
		const struct term *term = &filter->terms.items[i];
		if (term->key == FILTER_WORD &&
		    search_in(term->search, line, len, 0, &hit) ==
			    term->negated)
			return false;
	}
	return true;
}
