#include "print/columns.h"

#include <assert.h>
#include <string.h>

void columns_add(struct columns *table, const char *text)
{
	assert(table->column < COLUMNS_MAX);
	struct cell cell = {
		.start = table->text.len,
		.column = table->column++,
	};
	if (text)
		cell.columns = utf8_safe(&table->text, text, strlen(text),
					 table->charset);
	cell.len = table->text.len - cell.start;
	if (cell.columns > table->widths[cell.column])
		table->widths[cell.column] = cell.columns;
	array_push(&table->cells, cell);
}

void columns_take(struct columns *table, struct str *text)
{
	columns_add(table, str_get(text));
	str_clear(text);
}

void columns_end_row(struct columns *table)
{
	table->column = 0;
}

void columns_print(struct columns *table, struct out *out)
{
	size_t owed = 0; /* blanks that the next cell must come after */
	bool begun = false;
	for (size_t i = 0; i < table->cells.count; i++) {
		const struct cell *cell = &table->cells.items[i];
		size_t width = table->widths[cell->column];
		if (cell->column == 0) {
			if (i)
				out_adds(out, "\n");
			begun = false;
			owed = 0;
		}
		if (!width)
			continue;
		if (begun)
			owed += 2;
		begun = true;
		if (cell->columns) {
			out_fill(out, ' ', owed);
			out_add(out, table->text.bytes + cell->start,
				cell->len);
			owed = 0;
		}
		owed += width - cell->columns;
	}
	if (table->cells.count)
		out_adds(out, "\n");
	str_release(&table->text);
	array_release(&table->cells);
}
