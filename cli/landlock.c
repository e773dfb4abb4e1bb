#include "cli/landlock.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As in linux/landlock.h, which may be older than the kernel, or missing; the
   numbers of the calls are the same on all machines. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { VERSION_ASKED = 1, PATH_BENEATH = 1 };
enum {
	EXECUTE = 1 << 0,
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	REMOVE_FILE = 1 << 5,
	MAKE_REG = 1 << 8,
	TRUNCATE = 1 << 14,
	IOCTL_DEV = 1 << 15,
	OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV,
};
enum { TCP_BOTH = 3, ABSTRACT_SOCKETS = 1 };

/* How many of the rights on files, from the first bit on, each version has. */
static const int files_known[] = {0, 13, 14, 15, 15, 16};
enum { FILES_VERSIONS = sizeof files_known / sizeof *files_known };

struct ruleset {
	uint64_t files, net, scoped;
};

struct beneath {
	uint64_t rights;
	int32_t folder;
} __attribute__((packed));

static uint64_t known(int version)
{
	int last = version < FILES_VERSIONS ? version : FILES_VERSIONS - 1;
	return ((uint64_t)1 << files_known[last]) - 1;
}

int landlock_version(void)
{
#ifdef MANICULE_UNCONFINED
	return 0;
#else
	long version = syscall(CREATE_RULESET, NULL, 0, VERSION_ASKED);
	return version > 0 ? (int)version : 0;
#endif
}

int landlock_begin(void)
{
	int version = landlock_version();
	struct ruleset ruleset = {
		.files = known(version),
		.net = version >= 4 ? TCP_BOTH : 0,
		.scoped = version >= 6 ? ABSTRACT_SOCKETS : 0,
	};
	if (!version)
		return -1;
	/* A kernel that knows a shorter struct takes one that ends in 0. */
	return (int)syscall(CREATE_RULESET, &ruleset, sizeof ruleset, 0);
}

void landlock_allow(int rights, const char *path, enum landlock_right right)
{
	static const uint32_t bits[] = {
		[LANDLOCK_READ] = READ_FILE | READ_DIR,
		[LANDLOCK_TERMINAL] = READ_FILE | WRITE_FILE | IOCTL_DEV,
		[LANDLOCK_KEEP] = READ_FILE | READ_DIR | WRITE_FILE | TRUNCATE |
				  MAKE_REG | REMOVE_FILE,
	};
	struct stat about;
	struct beneath beneath = {
		.rights = bits[right] & known(landlock_version()),
		.folder = open(path, O_PATH | O_CLOEXEC),
	};
	if (beneath.folder < 0)
		return;
	if (fstat(beneath.folder, &about) == 0 && !S_ISDIR(about.st_mode))
		beneath.rights &= OF_FILES;
	syscall(ADD_RULE, rights, PATH_BENEATH, &beneath, 0);
	close(beneath.folder);
}

bool landlock_apply(int rights)
{
	bool applied = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		       syscall(RESTRICT_SELF, rights, 0) == 0;
	close(rights);
	return applied;
}
