#include "tui/cells.h"

#include <stdio.h>
#include <string.h>

#include "tui/card.h"
#include "tui/sheet.h"

void cell_place(struct app *app, struct list_row *row, size_t columns,
		const struct claim *claim)
{
	struct str *text = list_cell(row, columns, STYLE_NUMBER);
	const char *title = claim->entry->short_title;
	char number[24] = "?";
	if (claim->number)
		snprintf(number, sizeof number, "%u", claim->number);
	size_t taken = strlen(number) + 1;
	utf8_fit(text, title, strlen(title),
		 columns > taken ? columns - taken : 0, app->options.charset);
	str_addf(text, " %s", number);
}

void cell_right(struct app *app, struct list_row *row, struct str *words,
		enum style style)
{
	size_t columns = utf8_columns(str_get(words), words->len,
				      app->options.charset);
	if (columns) {
		str_add(list_cell(row, columns, style), str_get(words),
			words->len);
		row->cells[row->count - 1].right = true;
	}
	str_release(words);
}

void cell_marks(struct app *app, struct list_row *row,
		const struct claim *claim)
{
	struct card_maker maker = sheet_maker(app);
	struct str marks = {0};
	card_marks(&marks, &maker, claim);
	cell_right(app, row, &marks, STYLE_CONFLICT);
}

void cell_fold(struct str *text, bool closed)
{
	str_adds(text, closed ? "▸ " : "▾ ");
}
