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

static bool file_make(const char *path, const char *content)
{
	if (!content)
		return mkdir(path, 0700) == 0;
	FILE *file = fopen(path, "wb");
	if (!file)
		return false;
	bool ok = fputs(content, file) >= 0;
	return fclose(file) == 0 && ok;
}

bool support_make(char *folder, const struct support_file *files, size_t count)
{
	bool ok = mkdtemp(folder) != NULL;
	for (size_t i = 0; ok && i < count; i++) {
		struct str path = {0};
		str_addf(&path, "%s/%s", folder, files[i].path);
		ok = file_make(str_get(&path), files[i].content);
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
		continue;
}

void support_place(struct claim *claim, struct support_pieces *made,
		   struct span *spans, size_t count)
{
	made->match = (struct anchor_match){.spans = spans,
					    .span_count = (uint32_t)count};
	made->more = claim_more_none;
	made->more.match = &made->match;
	claim->more = &made->more;
	claim->more_words = sizeof made->more / sizeof(uint64_t);
	claim->start = count ? (uint32_t)spans[0].start : 0;
	claim->end = count ? (uint32_t)spans[count - 1].end : 0;
}
