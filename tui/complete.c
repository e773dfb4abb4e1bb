#include "tui/complete.h"

#include <string.h>

enum { WAYS_MOST = 50 }; /* more than anyone reads */

struct complete complete_begin(struct str *line, const char *written,
			       struct str *ways)
{
	str_clear(ways);
	return (struct complete){
		.written = written, .line = line, .ways = ways};
}

void complete_offer(struct complete *complete, const char *word)
{
	const char *best = complete->best;
	size_t same = 0;
	if (strncmp(word, complete->written, strlen(complete->written)) != 0)
		return;
	while (best && same < complete->common && word[same] == best[same])
		same++;
	complete->common = best ? same : strlen(word);
	if (!best)
		complete->best = word;
	complete->found++;
	if (complete->found <= WAYS_MOST)
		str_addf(complete->ways, "%s%s", best ? " " : "", word);
	else if (complete->found == WAYS_MOST + 1)
		str_adds(complete->ways, " …");
}

void complete_end(struct complete *complete, char end)
{
	size_t len = strlen(complete->written);
	bool further = complete->found && complete->common > len;
	if (further)
		str_add(complete->line, complete->best + len,
			complete->common - len);
	if (complete->found == 1 && end)
		str_addc(complete->line, end);
	if (complete->found < 2 || further)
		str_clear(complete->ways);
}
