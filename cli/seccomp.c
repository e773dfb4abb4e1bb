#include "cli/seccomp.h"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What a call's number means depends on the machine. */
#if defined MANICULE_UNCONFINED
#define MACHINE 0
#elif defined __x86_64__ && defined __LP64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__ && defined __AARCH64EL__
#define MACHINE AUDIT_ARCH_AARCH64
#elif defined __riscv && __riscv_xlen == 64
#define MACHINE AUDIT_ARCH_RISCV64
#else
#define MACHINE 0
#endif

#if MACHINE

/* Those that only older machines have are asked for by older C libraries. */
static const uint16_t allowed[] = {
	/* files */
	SYS_read,
	SYS_write,
	SYS_readv,
	SYS_writev,
	SYS_pread64,
	SYS_pwrite64,
	SYS_openat,
	SYS_close,
	SYS_lseek,
	SYS_fstat,
	SYS_statx,
	SYS_faccessat,
	SYS_readlinkat,
	SYS_getcwd,
	SYS_getdents64,
	SYS_fcntl,
	SYS_flock,
	SYS_ftruncate,
	SYS_fsync,
	SYS_fdatasync,
	SYS_renameat2,
	SYS_unlinkat,
	SYS_mkdirat,
	SYS_fadvise64,
	SYS_dup,
	SYS_dup3,
	SYS_pipe2,
	SYS_eventfd2,
#ifdef SYS_newfstatat
	SYS_newfstatat,
#endif
#ifdef SYS_faccessat2
	SYS_faccessat2,
#endif
#ifdef SYS_renameat
	SYS_renameat,
#endif
#ifdef SYS_open
	SYS_open,
	SYS_stat,
	SYS_lstat,
	SYS_access,
	SYS_readlink,
	SYS_rename,
	SYS_unlink,
	SYS_mkdir,
	SYS_dup2,
#endif
	/* the terminal, changes of files, and the spawner */
	SYS_ioctl,
	SYS_ppoll,
	SYS_pselect6,
	SYS_inotify_init1,
	SYS_inotify_add_watch,
	SYS_inotify_rm_watch,
	SYS_sendto,
	SYS_wait4,
#ifdef SYS_poll
	SYS_poll,
	SYS_select,
#endif
	/* memory and threads */
	SYS_brk,
	SYS_mmap,
	SYS_munmap,
	SYS_mprotect,
	SYS_mremap,
	SYS_madvise,
	SYS_clone,
	SYS_futex,
	SYS_set_robust_list,
	SYS_rseq,
	SYS_gettid,
	SYS_getpriority,
	SYS_setpriority,
	SYS_sched_yield,
	SYS_sched_getaffinity,
	SYS_membarrier,
	SYS_exit,
	SYS_exit_group,
	/* signals and time */
	SYS_rt_sigaction,
	SYS_rt_sigprocmask,
	SYS_rt_sigreturn,
	SYS_rt_sigtimedwait,
	SYS_rt_sigpending,
	SYS_sigaltstack,
	SYS_kill,
	SYS_tgkill,
	SYS_restart_syscall,
	SYS_clock_gettime,
	SYS_clock_getres,
	SYS_clock_nanosleep,
	SYS_nanosleep,
	SYS_gettimeofday,
	/* what the process is */
	SYS_getpid,
	SYS_getppid,
	SYS_getuid,
	SYS_geteuid,
	SYS_getgid,
	SYS_getegid,
	SYS_getpgid,
	SYS_uname,
	SYS_sysinfo,
	SYS_getrusage,
	SYS_prlimit64,
	SYS_getrandom,
};

/* Changes and questions; not TIOCSTI or TIOCLINUX, which type for the user. */
static const uint32_t ioctls[] = {
	TCGETS,  TCSETS,     TCSETSW,   TCSETSF,  TCSBRK,   TCXONC,
	TCFLSH,  TIOCGWINSZ, TIOCGPGRP, TIOCOUTQ, FIONREAD, FIONBIO,
#ifdef TCGETS2
	TCGETS2, TCSETS2,    TCSETSW2,  TCSETSF2,
#endif
};

/* Not F_SETOWN, which has signals sent to others. */
static const uint32_t fcntls[] = {F_GETFD,         F_SETFD, F_GETFL, F_SETFL,
				  F_DUPFD_CLOEXEC, F_SETLK, F_SETLKW};

static const uint32_t zero[] = {0}, stop[] = {SIGTSTP};
static const uint32_t can_run[] = {PROT_EXEC}, thread[] = {CLONE_THREAD};

/* What else must hold for a call: of an argument, by its number. */
static const struct condition {
	uint16_t call;
	uint16_t argument;
	enum { ONE_OF, ALL_BITS, NO_BIT } kind;
	const uint32_t *values;
	size_t count;
} conditions[] = {
#define VALUES(list) list, sizeof(list) / sizeof *(list)
	{SYS_ioctl, 1, ONE_OF, VALUES(ioctls)},
	{SYS_fcntl, 1, ONE_OF, VALUES(fcntls)},
	{SYS_mmap, 2, NO_BIT, VALUES(can_run)},
	{SYS_mprotect, 2, NO_BIT, VALUES(can_run)},
	{SYS_clone, 0, ALL_BITS, VALUES(thread)},
	{SYS_kill, 0, ONE_OF, VALUES(zero)},
	{SYS_kill, 1, ONE_OF, VALUES(stop)},
	{SYS_prlimit64, 0, ONE_OF, VALUES(zero)},
};

/* The filter as it is written: a program of the kernel's. */
struct program {
	struct sock_filter code[192];
	unsigned short count;
};

static void add(struct program *program, unsigned code, uint32_t value,
		size_t yes, size_t no)
{
	program->code[program->count++] = (struct sock_filter){
		(uint16_t)code, (uint8_t)yes, (uint8_t)no, value};
}

static void load(struct program *program, size_t offset)
{
	add(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void end(struct program *program, uint32_t verdict)
{
	add(program, BPF_RET | BPF_K, verdict, 0, 0);
}

/* A call that is not as the condition says ends here; all others go on, with
   their number loaded. */
static void add_condition(struct program *program, uint16_t call,
			  size_t argument, unsigned kind,
			  const uint32_t *values, size_t count)
{
	/* Its lower half: the machines that we know are little-endian. */
	size_t half = offsetof(struct seccomp_data, args) + argument * 8;
	add(program, BPF_JMP | BPF_JEQ | BPF_K, call, 0, count + 3);
	load(program, half);
	for (size_t i = 0; i < count; i++)
		if (kind == NO_BIT)
			add(program, BPF_JMP | BPF_JSET | BPF_K, values[i], 0,
			    1);
		else
			add(program,
			    BPF_JMP | BPF_K |
				    (kind == ALL_BITS ? BPF_JSET : BPF_JEQ),
			    values[i], count - i, 0);
	end(program, SECCOMP_RET_ERRNO | EPERM);
	load(program, offsetof(struct seccomp_data, nr));
}

/*
 * The calls as bits, 32 to a word: a list of comparisons would be twice as
 * long, and the kernel looks at each instruction before it takes the filter.
 */
static void add_calls(struct program *program)
{
	enum { WORDS = 32 };
	uint32_t words[WORDS] = {0};
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		words[allowed[i] / 32 % WORDS] |= (uint32_t)1
						  << allowed[i] % 32;
	/* The bit's number in X, the word's in A. */
	add(program, BPF_ST, 0, 0, 0);
	add(program, BPF_ALU | BPF_AND | BPF_K, 31, 0, 0);
	add(program, BPF_MISC | BPF_TAX, 0, 0, 0);
	add(program, BPF_LD | BPF_MEM, 0, 0, 0);
	add(program, BPF_ALU | BPF_RSH | BPF_K, 5, 0, 0);
	for (uint32_t i = 0; i < WORDS; i++) {
		if (!words[i])
			continue;
		add(program, BPF_JMP | BPF_JEQ | BPF_K, i, 0, 4);
		add(program, BPF_LD | BPF_IMM, words[i], 0, 0);
		add(program, BPF_ALU | BPF_RSH | BPF_X, 0, 0, 0);
		add(program, BPF_JMP | BPF_JSET | BPF_K, 1, 0, 1);
		end(program, SECCOMP_RET_ALLOW);
	}
	end(program, SECCOMP_RET_ERRNO | ENOSYS);
}

static void program_write(struct program *program)
{
	const uint32_t self[] = {(uint32_t)getpid()};
	load(program, offsetof(struct seccomp_data, arch));
	add(program, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
	end(program, SECCOMP_RET_KILL_PROCESS);
	load(program, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
		const struct condition *row = &conditions[i];
		add_condition(program, row->call, row->argument, row->kind,
			      row->values, row->count);
	}
	add_condition(program, SYS_tgkill, 0, ONE_OF, self, 1);
	add_calls(program);
}

bool seccomp_available(void)
{
	const uint32_t verdict = SECCOMP_RET_ERRNO;
	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &verdict) == 0;
}

bool seccomp_apply(void)
{
	struct program program = {.count = 0};
	/* No code of others runs in here that could read what it should not:
	   no need to pay for a processor that guesses less. */
	unsigned flags = SECCOMP_FILTER_FLAG_TSYNC |
			 SECCOMP_FILTER_FLAG_SPEC_ALLOW;
	program_write(&program);
	struct sock_fprog filter = {program.count, program.code};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter) ==
		       0;
}

#else

bool seccomp_available(void)
{
	return false;
}

bool seccomp_apply(void)
{
	return false;
}

#endif
