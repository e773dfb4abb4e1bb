#include "tests/unit/support.h"

#include <stdio.h>
#include <stdlib.h>

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
