#include "tui/hunt.h"

#include "tui/clock.h"
#include "tui/find.h"
#include "tui/sheet.h"

enum {
	FIRST_BYTES = 512 * 1024, /* searched at once, each way */
	STEP_BYTES = 128 * 1024,
	SLICE_MICROSECONDS = 4000, /* a key waits that long at most */
};

void hunt_show(struct app *app, struct span hit)
{
	struct sheet sheet;
	app->at.hit = hit;
	sheet_show_text(app);
	sheet_build(&sheet, app, 0, 0);
	size_t row = sheet_row_at(&sheet, hit.start);
	bool inside = row >= sheet.top && row < sheet.top + sheet.height &&
		      row < sheet.rows.count &&
		      hit.start >= sheet.rows.items[0].span.start &&
		      hit.start < sheet.rows.items[row].span.end;
	if (!inside) {
		sheet_release(&sheet);
		app->at.offset = hit.start;
		app->at.row = app->frame.text.rows / 3;
		app->at.line = 0;
		sheet_build(&sheet, app, 0, 0);
	}
	sheet_set_top(&sheet, app, sheet.top);
	sheet_release(&sheet);
}

static enum trip_result hunt_step(struct app *app, size_t bytes)
{
	struct find *find = &app->find;
	struct text_hunt *hunt = &find->text;
	struct span hit;
	enum trip_result result = trip_step(&hunt->trip, bytes, &hit);
	if (result == TRIP_MORE)
		return result;
	if (result == TRIP_HIT) {
		if (hunt->trip.round)
			find->round = hunt->trip.back ? -1 : 1;
		hunt_show(app, hit);
	}
	hunt->trip.search = NULL;
	return result;
}

bool hunt_active(const struct app *app)
{
	const struct find *find = &app->find;
	const struct position *at = &app->at, *from = &find->text.from;
	return find->text.trip.search && find->shown &&
	       at->view == from->view && at->entry == from->entry &&
	       at->offset == from->offset && at->row == from->row &&
	       at->line == from->line && at->claim == from->claim;
}

void hunt_stop(struct app *app)
{
	app->find.text = (struct text_hunt){.more = 0};
}

/* What comes of one that went on behind the keys. */
static void hunt_end(struct app *app, enum trip_result result)
{
	struct text_hunt hunt = app->find.text;
	hunt_stop(app);
	if (result == TRIP_NONE) {
		find_nothing(app);
		return;
	}
	if (hunt.jump)
		find_jumped(app, &hunt.from);
	for (; hunt.more && !hunt_active(app); hunt.more--)
		find_again(app, hunt.trip.back != app->find.back);
	app->find.text.more = hunt.more;
}

static bool hunt_work(struct app *app)
{
	struct timespec start = clock_now();
	enum trip_result result = TRIP_MORE;
	if (!hunt_active(app)) {
		hunt_stop(app);
		return false;
	}
	while (result == TRIP_MORE &&
	       clock_microseconds(&start) < SLICE_MICROSECONDS)
		result = hunt_step(app, STEP_BYTES);
	if (result != TRIP_MORE)
		hunt_end(app, result);
	return hunt_active(app);
}

bool hunt_begin(struct app *app, size_t start, bool back)
{
	struct find *find = &app->find;
	enum trip_result result = TRIP_NONE;
	hunt_stop(app);
	if (!search_possible(find->search))
		return false;
	find->text = (struct text_hunt){
		.trip = trip_make(find->search, &app->at.entry->article, start,
				  back),
		.from = app->at,
	};
	/* Out and round: a small text is searched whole. */
	result = hunt_step(app, FIRST_BYTES);
	if (result == TRIP_MORE)
		result = hunt_step(app, FIRST_BYTES);
	if (result == TRIP_MORE)
		find_behind(app, hunt_work);
	return result != TRIP_NONE;
}
