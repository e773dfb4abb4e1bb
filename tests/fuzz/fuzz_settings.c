/*
 * Any bytes as settings: what is set is what the reader can take, the merged
 * keys have no view with two rows for one key, and every problem has a place.
 */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tui/keys.h"
#include "tests/fuzz/expect.h"

static void check_word(int index, size_t count)
{
	expect(index >= SETTING_NONE && index < (int)count);
}

static void check_settings(const struct settings *settings)
{
	check_word(settings->language, tui_words.languages.count);
	check_word(settings->theme, tui_words.themes.count);
	check_word(settings->layout, tui_words.layouts.count);
	check_word(settings->mouse, 2);
	check_word(settings->ascii, 2);
	check_word(settings->linear, 2);
	expect(!settings->measure || (settings->measure >= MEASURE_LEAST &&
				      settings->measure <= MEASURE_MOST));
	for (size_t i = 0; i < settings->keys.count; i++) {
		const struct key_setting *key = &settings->keys.items[i];
		expect(tui_words.key(key->key) == key->code);
		check_word(key->action, tui_words.actions.count);
		check_word(key->in, tui_words.places.count);
	}
	for (size_t i = 0; i < settings->diags.list.count; i++)
		expect(settings->diags.list.items[i].place.line >= 1);
}

static void check_keymap(const struct settings *settings)
{
	struct keymap keymap;
	keymap_init(&keymap, settings);
	for (size_t i = 0; i < keymap.rows.count; i++) {
		expect(keymap.rows.items[i].action < ACTIONS);
		for (size_t k = 0; k < i; k++)
			expect(keymap.codes.items[i] != keymap.codes.items[k] ||
			       !(keymap.rows.items[i].context &
				 keymap.rows.items[k].context));
	}
	keymap_release(&keymap);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	struct settings settings;
	int fd = memfd_create("settings", MFD_CLOEXEC);
	expect(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	expect(settings_load(&settings, path, false, &tui_words));
	check_settings(&settings);
	check_keymap(&settings);
	settings_release(&settings);
	close(fd);
	return 0;
}
