#include "tests/unit/support.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/array.h"
#include "core/str.h"

_Noreturn void out_of_memory(void)
{
	fputs("out of memory\n", stderr);
	exit(2);
}

bool support_shared(const char *relative, char **bytes, size_t *len)
{
	struct str path = {0}, content = {0};
	bool ok = false;
	str_addf(&path, "../shared/%s", relative);
	FILE *file = fopen(path.bytes, "rb");
	if (!file)
		goto out;
	char block[65536];
	size_t got;
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		str_add(&content, block, got);
	ok = !ferror(file);
	fclose(file);
out:
	if (ok) {
		*len = content.len;
		*bytes = str_take(&content);
	} else {
		printf("skipped: no %s\n", path.bytes);
	}
	str_release(&path);
	str_release(&content);
	return ok;
}

bool support_write(const char *path, const char *bytes)
{
	FILE *file = fopen(path, "wb");
	if (!file)
		return false;
	bool ok = fputs(bytes, file) >= 0;
	return fclose(file) == 0 && ok;
}

bool support_make(char *folder, const struct support_file *files, size_t count)
{
	bool ok = mkdtemp(folder) != NULL;
	for (size_t i = 0; ok && i < count; i++) {
		struct str path = {0};
		str_addf(&path, "%s/%s", folder, files[i].path);
		ok = files[i].content
			     ? support_write(str_get(&path), files[i].content)
			     : mkdir(str_get(&path), 0700) == 0;
		str_release(&path);
	}
	return ok;
}

bool support_remove(const char *folder, const struct support_file *files,
		    size_t count)
{
	for (size_t i = count; i-- > 0;) {
		struct str path = {0};
		str_addf(&path, "%s/%s", folder, files[i].path);
		remove(str_get(&path));
		str_release(&path);
	}
	return rmdir(folder) == 0;
}

bool support_enter(char *folder, const struct support_file *files, size_t count)
{
	return support_make(folder, files, count) && chdir(folder) == 0;
}

bool support_leave(const char *folder, const struct support_file *files,
		   size_t count)
{
	return chdir("/") == 0 && support_remove(folder, files, count);
}

size_t support_unmark(struct article *article, const char *marked,
		      struct span *spans)
{
	struct str text = {0};
	size_t count = 0;
	str_adds(&text, "");
	for (; *marked; marked++) {
		if (*marked == '{')
			spans[count].start = text.len;
		else if (*marked == '}')
			spans[count++].end = text.len;
		else
			str_addc(&text, *marked);
	}
	size_t len = text.len;
	article_take(article, str_take(&text), len);
	return count;
}

static sigset_t lease_signal(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGIO);
	return set;
}

int support_hold(const char *path)
{
	const sigset_t asked = lease_signal();
	sigprocmask(SIG_BLOCK, &asked, NULL);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 && fcntl(fd, F_SETLEASE, F_WRLCK) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

void support_hold_wait(void)
{
	const sigset_t asked = lease_signal();
	while (sigwaitinfo(&asked, NULL) < 0)
		;
}

void support_place(struct entry *entry, struct claim *claim,
		   struct support_pieces *made, struct span *spans,
		   size_t count)
{
	const uint64_t *more = (const uint64_t *)(const void *)&made->more;
	made->match = (struct anchor_match){.spans = spans,
					    .span_count = (uint32_t)count};
	made->more = claim_more_none;
	made->more.match = &made->match;
	if (!entry->annotation.more)
		entry->annotation.more = more;
	claim->entry = entry;
	claim->more = (uint32_t)(more - entry->annotation.more);
	claim->more_words = sizeof made->more / sizeof(uint64_t);
	claim->start = count ? (uint32_t)spans[0].start : 0;
	claim->end = count ? (uint32_t)spans[count - 1].end : 0;
}

void support_one_processor(cpu_set_t *all)
{
	cpu_set_t one;
	int first = 0;
	sched_getaffinity(0, sizeof *all, all);
	while (!CPU_ISSET(first, all))
		first++;
	CPU_ZERO(&one);
	CPU_SET(first, &one);
	sched_setaffinity(0, sizeof one, &one);
}
