#include "tui/canvas.h"

#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/array.h"
#include "core/table.h"

enum {
	CLUSTER = 1 << 30,    /* in cell.glyph: an index in clusters */
	CLUSTERS_MOST = 4096, /* more are forgotten with the next picture */
	SCROLL_LEAST = 3,     /* rows that it must save */
	ERASE_LEAST = 11,     /* columns: fewer are sooner sent as blanks */
	TAIL_LEAST = 4,       /* the same at the end of a row */
	BRIDGE_MOST = 4,      /* bytes that are sooner sent again than passed */
	BAR_LEAST = 3,        /* rows of a bar that is drawn downwards */
};

/* A column of a row: a glyph begins in it, or goes on. */
struct cell {
	uint32_t glyph; /* code point, or CLUSTER + an index */
	uint16_t width; /* columns; 0: one to the left goes on */
	struct pen_look look;
};

/* A glyph of several code points. */
struct cluster {
	const char *bytes;
	size_t len;
	uint32_t number;
};

struct canvas {
	struct pen pen;
	size_t rows, columns;
	/* The picture, and what the terminal shows: rows, which begin
	   somewhere in the cells. */
	struct cell **want, **have, *cells;
	bool *differs;    /* rows of the two */
	uint64_t *hashes; /* of have's rows, then of want's */
	bool hashed;      /* those of have are right */
	bool known;       /* have is what the terminal shows */
	struct pen_look blank;
	/* How far most of the rows that were kept had moved, up, and by how
	   many they are more than the others, as they come. */
	long moved;
	size_t votes;
	struct table numbers; /* the clusters by their bytes */
	ARRAY(const struct cluster *) clusters;
	struct arena arena;
};

struct canvas *canvas_new(const struct pen_terminal *terminal)
{
	struct canvas *canvas = memory_alloc(sizeof *canvas);
	*canvas = (struct canvas){.known = false};
	pen_init(&canvas->pen, terminal);
	return canvas;
}

static void clusters_forget(struct canvas *canvas)
{
	table_release(&canvas->numbers);
	array_release(&canvas->clusters);
	arena_release(&canvas->arena);
}

static void cells_free(struct canvas *canvas)
{
	free(canvas->cells);
	free(canvas->want);
	free(canvas->differs);
	free(canvas->hashes);
}

void canvas_free(struct canvas *canvas)
{
	if (!canvas)
		return;
	clusters_forget(canvas);
	cells_free(canvas);
	free(canvas);
}

void canvas_terminal(struct canvas *canvas, const struct pen_terminal *terminal)
{
	pen_init(&canvas->pen, terminal);
	canvas->known = false;
}

void canvas_repaint(struct canvas *canvas)
{
	canvas->known = false;
}

static void cells_blank(struct cell *cells, size_t count, struct pen_look look)
{
	struct cell blank = {' ', 1, look};
	for (size_t i = 0; i < count; i++)
		cells[i] = blank;
}

static void rows_blank(const struct canvas *canvas, struct cell *const *rows,
		       struct pen_look look)
{
	for (size_t i = 0; i < canvas->rows; i++)
		if (i)
			memcpy(rows[i], rows[0],
			       canvas->columns * sizeof **rows);
		else
			cells_blank(rows[0], canvas->columns, look);
}

void canvas_resize(struct canvas *canvas, size_t rows, size_t columns)
{
	size_t count = rows * columns;
	canvas->known = false;
	if (rows == canvas->rows && columns == canvas->columns)
		return;
	cells_free(canvas);
	canvas->cells = memory_alloc(2 * count * sizeof *canvas->cells);
	canvas->want = memory_alloc(2 * rows * sizeof *canvas->want);
	canvas->have = canvas->want + rows;
	for (size_t i = 0; i < 2 * rows; i++)
		canvas->want[i] = canvas->cells + i * columns;
	canvas->differs = memory_alloc(rows * sizeof *canvas->differs);
	canvas->hashes = memory_alloc(2 * rows * sizeof *canvas->hashes);
	canvas->rows = canvas->pen.rows = rows;
	canvas->columns = canvas->pen.columns = columns;
	rows_blank(canvas, canvas->want, canvas->blank);
}

void canvas_clear(struct canvas *canvas, struct pen_look blank)
{
	if (canvas->clusters.count > CLUSTERS_MOST) {
		clusters_forget(canvas);
		canvas->known = false;
	}
	canvas->blank = blank;
	canvas->moved = 0;
	canvas->votes = 0;
	rows_blank(canvas, canvas->want, blank);
}

/* ---- drawing ---- */

/* Blanks a glyph that lies on both sides of the column's left edge. */
static void row_cut(struct canvas *canvas, struct cell *row, size_t column)
{
	size_t head = column;
	while (head && !row[head].width)
		head--;
	cells_blank(row + head, row[head].width, canvas->blank);
}

/* Blanks the glyphs that lie across an end of so many columns. */
static void row_part(struct canvas *canvas, struct cell *row, size_t column,
		     size_t columns)
{
	size_t after = column + columns;
	if (columns && !row[column].width)
		row_cut(canvas, row, column);
	if (columns && after < canvas->columns && !row[after].width)
		row_cut(canvas, row, after);
}

static void cell_put(struct canvas *canvas, struct cell *row, size_t column,
		     uint32_t glyph, size_t width, struct pen_look look)
{
	row_part(canvas, row, column, width);
	row[column] = (struct cell){glyph, (uint16_t)width, look};
	for (size_t i = 1; i < width; i++)
		row[column + i] = (struct cell){0, 0, look};
}

/* The number of a glyph of several code points. */
static uint32_t cluster_number(struct canvas *canvas, const char *bytes,
			       size_t len)
{
	struct cluster *cluster = table_get(&canvas->numbers, bytes, len);
	if (!cluster) {
		cluster = arena_alloc(&canvas->arena, sizeof *cluster);
		cluster->bytes = arena_strndup(&canvas->arena, bytes, len);
		cluster->len = len;
		cluster->number = (uint32_t)canvas->clusters.count;
		array_push(&canvas->clusters, cluster);
		table_put(&canvas->numbers, cluster->bytes, len, cluster);
	}
	return CLUSTER + cluster->number;
}

/* The glyph's number, of one or several code points. */
static uint32_t glyph_number(struct canvas *canvas, const char *bytes,
			     size_t len)
{
	uint32_t code;
	return utf8_decode(bytes, len, &code) == len
		       ? code
		       : cluster_number(canvas, bytes, len);
}

void canvas_glyph(struct canvas *canvas, size_t row, size_t column,
		  const struct glyph *glyph, struct pen_look look)
{
	struct cell *cells = canvas->want[row];
	if (glyph->len == glyph->columns) {
		/* Letters of ASCII, one or as a stand-in. */
		for (size_t i = 0; i < glyph->len; i++)
			cell_put(canvas, cells, column + i,
				 (unsigned char)glyph->text[i], 1, look);
	} else if (glyph->columns) {
		cell_put(canvas, cells, column,
			 glyph_number(canvas, glyph->text, glyph->len),
			 glyph->columns, look);
	}
}

void canvas_fill(struct canvas *canvas, size_t row, size_t column, size_t count,
		 const struct glyph *glyph, struct pen_look look)
{
	uint32_t number = glyph_number(canvas, glyph->text, glyph->len);
	struct cell *cells = canvas->want[row], cell = {number, 1, look};
	row_part(canvas, cells, column, count);
	for (size_t i = 0; i < count; i++)
		cells[column + i] = cell;
}

void canvas_bar(struct canvas *canvas, size_t row, size_t column, size_t rows,
		const struct glyph *glyph, struct pen_look look)
{
	uint32_t number = glyph_number(canvas, glyph->text, glyph->len);
	for (size_t i = 0; i < rows; i++)
		cell_put(canvas, canvas->want[row + i], column, number, 1,
			 look);
}

void canvas_plain(struct canvas *canvas, size_t row, size_t column,
		  size_t columns, const char *bytes, size_t len,
		  struct pen_look look)
{
	struct cell *cells = canvas->want[row], cell = {' ', 1, look};
	row_part(canvas, cells, column, columns);
	for (size_t i = 0; i < len; column++) {
		size_t start = i++;
		uint32_t code = (unsigned char)bytes[start];
		if (code >= 0x80)
			i = start +
			    utf8_decode(bytes + start, len - start, &code);
		/* Plain marks, U+0300 to U+033F, belong to what is before. */
		if (i < len && bytes[i] == '\xcc') {
			while (i < len && bytes[i] == '\xcc')
				i += 2;
			code = cluster_number(canvas, bytes + start, i - start);
		}
		cell.glyph = code;
		cells[column] = cell;
	}
}

bool canvas_keep(struct canvas *canvas, size_t row, size_t column,
		 size_t columns, size_t from)
{
	if (!canvas->known)
		return false;
	memcpy(canvas->want[row] + column, canvas->have[from] + column,
	       columns * sizeof **canvas->have);
	long moved = (long)from - (long)row;
	if (!canvas->votes)
		canvas->moved = moved;
	canvas->votes += moved == canvas->moved ? 1 : (size_t)-1;
	return true;
}

/* ---- sending ---- */

static bool cell_same(const struct cell *a, const struct cell *b)
{
	return a->glyph == b->glyph && a->width == b->width &&
	       pen_same(a->look, b->look);
}

static bool cells_same(const struct cell *a, const struct cell *b, size_t count)
{
	return memcmp(a, b, count * sizeof *a) == 0;
}

static bool row_same(const struct canvas *canvas, size_t row)
{
	return cells_same(canvas->want[row], canvas->have[row],
			  canvas->columns);
}

static bool cell_blank(const struct canvas *canvas, const struct cell *cell)
{
	return cell->glyph == ' ' && cell->width == 1 &&
	       pen_same(cell->look, canvas->blank);
}

static void cell_send(struct canvas *canvas, const struct cell *cell)
{
	struct pen *pen = &canvas->pen;
	uint32_t glyph = cell->glyph;
	pen_look(pen, cell->look);
	if (glyph >= CLUSTER) {
		const struct cluster *cluster =
			canvas->clusters.items[glyph - CLUSTER];
		pen_text(pen, cluster->bytes, cluster->len, cell->width);
	} else if (glyph < 0x80) {
		char byte = (char)glyph;
		pen_text(pen, &byte, 1, 1);
	} else {
		utf8_encode(pen->out, glyph);
		pen_text(pen, "", 0, cell->width);
	}
}

/* Sends the few cells again that lie between the cursor and the column, where
   that is shorter than a motion. */
static void bridge(struct canvas *canvas, const struct cell *want, size_t row,
		   size_t column)
{
	const struct pen *pen = &canvas->pen;
	if (!pen->placed || pen->row != row || pen->column >= column ||
	    column - pen->column > BRIDGE_MOST)
		return;
	size_t bytes = 0, from = pen->column;
	for (size_t i = from; i < column; i++) {
		if (want[i].width != 1 || want[i].glyph >= CLUSTER ||
		    !pen_same(want[i].look, pen->look))
			return;
		bytes += want[i].glyph < 0x80    ? 1
			 : want[i].glyph < 0x800 ? 2
						 : 3;
	}
	if (bytes > BRIDGE_MOST)
		return;
	for (size_t i = from; i < column; i++)
		cell_send(canvas, &want[i]);
}

/* How many blanks follow, at most up to the end. */
static size_t blank_run(const struct canvas *canvas, const struct cell *want,
			size_t column, size_t end)
{
	size_t at = column;
	while (at < end && cell_blank(canvas, &want[at]))
		at++;
	return at - column;
}

/* A letter, or the one blank before the next. */
static bool is_plain(const struct cell *cell, bool last)
{
	return cell->width == 1 &&
	       ((cell->glyph > ' ' && cell->glyph < 0x7f) ||
		(cell->glyph == ' ' && !last && cell[1].glyph > ' '));
}

/* Sends at once what differs of so many cells, one by one, as far as they need
   no other look: of a page, nearly all.  Returns their number. */
static size_t plain_send(struct canvas *canvas, const struct cell *want,
			 const struct cell *have, size_t count)
{
	struct pen *pen = &canvas->pen;
	char bytes[128];
	size_t n = 0;
	if (count > sizeof bytes)
		count = sizeof bytes;
	for (; n < count; n++) {
		if (!is_plain(&want[n], n + 1 == count) ||
		    !pen_same(want[n].look, pen->look) ||
		    cell_same(&want[n], &have[n]))
			break;
		bytes[n] = (char)want[n].glyph;
	}
	if (n)
		pen_text(pen, bytes, n, n);
	return n;
}

/* Sends what differs in columns [column, end). */
static void part_send(struct canvas *canvas, size_t row, size_t column,
		      size_t end)
{
	struct pen *pen = &canvas->pen;
	const struct cell *want = canvas->want[row];
	const struct cell *have = canvas->have[row];
	while (column < end) {
		size_t width = want[column].width;
		if (cells_same(want + column, have + column, width)) {
			column += width;
			continue;
		}
		bridge(canvas, want, row, column);
		pen_move(pen, row, column);
		size_t plain = plain_send(canvas, want + column, have + column,
					  end - column);
		if (plain) {
			column += plain;
			continue;
		}
		size_t blanks = blank_run(canvas, want, column, end);
		if (blanks >= ERASE_LEAST &&
		    pen_erase(pen, blanks, canvas->blank)) {
			column += blanks;
			continue;
		}
		cell_send(canvas, &want[column]);
		column += width;
	}
}

static void row_send(struct canvas *canvas, size_t row)
{
	struct cell *want = canvas->want[row];
	struct cell *have = canvas->have[row];
	size_t first = 0, end = canvas->columns, text = end;
	while (first < end && cell_same(&want[first], &have[first]))
		first++;
	while (first && !want[first].width)
		first--;
	while (end > first && cell_same(&want[end - 1], &have[end - 1]))
		end--;
	while (text > first && cell_blank(canvas, &want[text - 1]))
		text--;
	if (text + TAIL_LEAST > end || !pen_fills(&canvas->pen, canvas->blank))
		text = end;
	part_send(canvas, row, first, text);
	if (text < end) {
		while (cell_same(&want[text], &have[text]))
			text++;
		pen_move(&canvas->pen, row, text);
		if (!pen_erase_line(&canvas->pen, canvas->blank))
			part_send(canvas, row, text, end);
	}
	memcpy(have, want, canvas->columns * sizeof *want);
}

/* A glyph of its own, with blanks on both sides, that is still to be sent. */
static bool bar_at(const struct canvas *canvas, size_t row, size_t column)
{
	const struct cell *want = canvas->want[row] + column;
	return want->width == 1 && want->glyph != ' ' &&
	       cell_blank(canvas, want - 1) && cell_blank(canvas, want + 1) &&
	       !cell_same(want, canvas->have[row] + column);
}

/* The same, with the same glyph as in the row. */
static bool bar_goes_on(const struct canvas *canvas, size_t row, size_t column,
			size_t to)
{
	return bar_at(canvas, to, column) &&
	       cell_same(canvas->want[row] + column, canvas->want[to] + column);
}

static void bar_send(struct canvas *canvas, size_t column, size_t start,
		     size_t end)
{
	for (size_t row = start; row < end; row++) {
		pen_move(&canvas->pen, row, column);
		cell_send(canvas, canvas->want[row] + column);
		canvas->have[row][column] = canvas->want[row][column];
	}
}

/* Draws what stands alone and repeats itself downwards, such as the rule
   between two columns, before the rows: one motion and one look for all. */
static void bars_send(struct canvas *canvas)
{
	for (size_t c = 1; c + 1 < canvas->columns; c++) {
		size_t next = 0; /* row: none of those before it is left */
		while (next + BAR_LEAST <= canvas->rows) {
			/* Any bar that begins up to here has this row. */
			size_t row = next + BAR_LEAST - 1;
			size_t start = row, end = row + 1;
			if (!bar_at(canvas, row, c)) {
				next = end;
				continue;
			}
			while (start > next &&
			       bar_goes_on(canvas, row, c, start - 1))
				start--;
			while (end < canvas->rows &&
			       bar_goes_on(canvas, row, c, end))
				end++;
			if (end - start >= BAR_LEAST)
				bar_send(canvas, c, start, end);
			next = end;
		}
	}
}

/* ---- scrolling ---- */

/* Of four columns at a time, which do not wait for each other. */
static uint64_t row_hash(const struct canvas *canvas, const struct cell *cells)
{
	enum { LANES = 4 };
	static const uint64_t odd = 0x9e3779b97f4a7c15u;
	uint64_t a = 0, b = 0, c = 0, d = 0, four[LANES];
	size_t i = 0;
	for (; i + LANES <= canvas->columns; i += LANES) {
		memcpy(four, cells + i, sizeof four);
		a = (a + four[0]) * odd;
		b = (b + four[1]) * odd;
		c = (c + four[2]) * odd;
		d = (d + four[3]) * odd;
	}
	for (; i < canvas->columns; i++) {
		memcpy(four, cells + i, sizeof *four);
		a = (a + four[0]) * odd;
	}
	uint64_t hash = (a ^ a >> 29) * odd + (b ^ b >> 31);
	hash = (hash ^ hash >> 29) * odd + (c ^ c >> 31);
	hash = (hash ^ hash >> 29) * odd + (d ^ d >> 31);
	return hash;
}

/* Rows [first, end) of the picture are those that the terminal shows `count`
   rows below (negative: above). */
struct shift {
	size_t first, end;
	long count;
	long saves; /* rows that need not be sent */
};

/* How many of the rows that stand as they should a shift would spoil. */
static long shift_spoils(const struct canvas *canvas, const struct shift *s)
{
	const uint64_t *have = canvas->hashes, *want = have + canvas->rows;
	size_t first = s->count > 0 ? s->end : s->first - (size_t)-s->count;
	size_t end = s->count > 0 ? s->end + (size_t)s->count : s->first;
	long spoils = 0;
	for (size_t i = first; i < end; i++)
		spoils += want[i] == have[i];
	return spoils;
}

/* The best of the shifts by so many rows, if it is better than *best. */
static void shift_try(const struct canvas *canvas, long count,
		      struct shift *best)
{
	const uint64_t *have = canvas->hashes, *want = have + canvas->rows;
	size_t first = count < 0 ? (size_t)-count : 0;
	size_t end = canvas->rows - (count > 0 ? (size_t)count : 0);
	struct shift s = {.first = first, .count = count};
	for (size_t i = first; i <= end; i++) {
		if (i < end && want[i] == have[(size_t)((long)i + count)]) {
			s.saves += want[i] != have[i];
			continue;
		}
		s.end = i;
		if (s.saves > best->saves) {
			s.saves -= shift_spoils(canvas, &s);
			if (s.saves > best->saves)
				*best = s;
		}
		s.first = i + 1;
		s.saves = 0;
	}
}

/* Hashes are equal by chance, or because somebody made a text for it. */
static bool shift_true(const struct canvas *canvas, const struct shift *s)
{
	for (size_t i = s->first; i < s->end; i++)
		if (!cells_same(canvas->want[i],
				canvas->have[(size_t)((long)i + s->count)],
				canvas->columns))
			return false;
	return true;
}

/* The rows of a part change places, round and round. */
static void rows_turn(struct cell **rows, size_t count, long up)
{
	size_t first = up > 0 ? (size_t)up : count - (size_t)-up;
	struct cell **old = memory_alloc(count * sizeof *old);
	memcpy(old, rows, count * sizeof *old);
	for (size_t i = 0; i < count; i++)
		rows[i] = old[(i + first) % count];
	free(old);
}

static void shift_do(struct canvas *canvas, const struct shift *s)
{
	struct pen_look look = pen_erased(&canvas->pen, canvas->blank);
	size_t moved = (size_t)(s->count > 0 ? s->count : -s->count);
	size_t rows = s->end - s->first;
	size_t top = s->count > 0 ? s->first : s->first - moved;
	size_t gone = s->count > 0 ? top + rows : top;
	pen_scroll(&canvas->pen, top, top + rows + moved, s->count,
		   canvas->blank);
	rows_turn(canvas->have + top, rows + moved, s->count);
	for (size_t i = gone; i < gone + moved; i++)
		cells_blank(canvas->have[i], canvas->columns, look);
	for (size_t i = top; i < top + rows + moved; i++)
		canvas->differs[i] = (i < s->first || i >= s->end) &&
				     !row_same(canvas, i);
}

/*
 * The best of the shifts by so many rows.  None saves more rows than there
 * are that lie that far from where the terminal has the like of them.
 */
static struct shift shift_best(const struct canvas *canvas)
{
	const uint64_t *have = canvas->hashes, *want = have + canvas->rows;
	long rows = (long)canvas->rows;
	struct shift best = {.saves = SCROLL_LEAST - 1};
	long *most = memory_alloc(2 * canvas->rows * sizeof *most);
	memset(most, 0, 2 * canvas->rows * sizeof *most);
	for (long i = 0; i < rows; i++) {
		if (!canvas->differs[i])
			continue;
		for (long k = 0; k < rows; k++)
			most[rows + k - i] += want[i] == have[k];
	}
	for (long count = 1; count < rows; count++) {
		if (most[rows + count] > best.saves)
			shift_try(canvas, count, &best);
		if (most[rows - count] > best.saves)
			shift_try(canvas, -count, &best);
	}
	free(most);
	return best;
}

/*
 * The shift by as much as the rows that were kept, if it saves most of the
 * rows: then none is better, and no hash needed.  Numbers stand for hashes.
 */
static struct shift shift_kept(struct canvas *canvas, size_t differ)
{
	uint64_t *have = canvas->hashes, *want = have + canvas->rows;
	struct shift best = {.saves = (long)differ / 2};
	size_t rows = canvas->rows;
	if (best.saves < SCROLL_LEAST - 1)
		best.saves = SCROLL_LEAST - 1;
	if (!canvas->moved)
		return best;
	canvas->hashed = false;
	for (size_t i = 0; i < rows; i++) {
		size_t from = i + (size_t)canvas->moved;
		have[i] = i;
		if (!canvas->differs[i])
			want[i] = i;
		else if (from < rows &&
			 cells_same(canvas->want[i], canvas->have[from],
				    canvas->columns))
			want[i] = from;
		else
			want[i] = rows + i;
	}
	shift_try(canvas, canvas->moved, &best);
	return best;
}

/* Rows that are elsewhere on the terminal already are moved. */
static void rows_shift(struct canvas *canvas, size_t differ)
{
	struct shift kept = shift_kept(canvas, differ);
	if (kept.count) {
		shift_do(canvas, &kept);
		return;
	}
	uint64_t *have = canvas->hashes, *want = have + canvas->rows;
	for (size_t i = 0; i < canvas->rows; i++) {
		if (!canvas->hashed)
			have[i] = row_hash(canvas, canvas->have[i]);
		want[i] = canvas->differs[i] ? row_hash(canvas, canvas->want[i])
					     : have[i];
	}
	struct shift best = shift_best(canvas);
	if (best.count && shift_true(canvas, &best))
		shift_do(canvas, &best);
	memcpy(have, want, canvas->rows * sizeof *have);
	canvas->hashed = true;
}

/* A character in the last column of the last row would scroll the screen. */
static void corner_leave(struct canvas *canvas)
{
	size_t last = canvas->columns - 1;
	struct cell *row = canvas->want[canvas->rows - 1];
	if (!row[last].width)
		row_cut(canvas, row, last);
	row[last] = (struct cell){' ', 1, canvas->blank};
}

/* Finds the rows that differ; how many they are. */
static size_t rows_compare(struct canvas *canvas)
{
	size_t count = 0;
	for (size_t i = 0; i < canvas->rows; i++) {
		canvas->differs[i] = !row_same(canvas, i);
		count += canvas->differs[i];
	}
	return count;
}

static size_t rows_differ(const struct canvas *canvas)
{
	size_t count = 0;
	for (size_t i = 0; i < canvas->rows; i++)
		count += canvas->differs[i];
	return count;
}

void canvas_flush(struct canvas *canvas, struct str *out)
{
	struct pen *pen = &canvas->pen;
	pen->out = out;
	if (pen->terminal.wraps)
		corner_leave(canvas);
	if (!canvas->known) {
		pen_clear(pen, canvas->blank);
		rows_blank(canvas, canvas->have,
			   pen_erased(pen, canvas->blank));
		canvas->hashed = false;
	}
	size_t differ = rows_compare(canvas);
	if (canvas->known && differ >= SCROLL_LEAST && pen_scrolls(pen))
		rows_shift(canvas, differ);
	else if (differ)
		canvas->hashed = false;
	canvas->known = true;
	if (rows_differ(canvas) >= BAR_LEAST)
		bars_send(canvas);
	for (size_t i = 0; i < canvas->rows; i++)
		if (canvas->differs[i])
			row_send(canvas, i);
}

void canvas_cursor(struct canvas *canvas, struct str *out, size_t row,
		   size_t column)
{
	canvas->pen.out = out;
	pen_move(&canvas->pen, row, column);
}
