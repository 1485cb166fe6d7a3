#include "CSandbox.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static int limit(int resource, rlim_t most) {
    const struct rlimit bound = {most, most};
    return setrlimit(resource, &bound);
}

static int enter_limits(uint64_t address_space) {
    // No core: it would hold somebody's photo. No file may grow, none more be opened than stand open.
    return limit(RLIMIT_AS, address_space) == 0 && limit(RLIMIT_CORE, 0) == 0 && limit(RLIMIT_FSIZE, 0) == 0 &&
           limit(RLIMIT_NOFILE, 16) == 0;
}

/// A set of rules that handles all file access and allows none.
static int enter_files(void) {
    const long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return 0;
    struct landlock_ruleset_attr handled = {0};
    // The thirteen accesses of the first version, which every later one knows.
    handled.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    const int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled.handled_access_fs, 0);
    if (rules < 0) return 0;
    const long result = syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
    return result == 0;
}

static int enter_calls(void) {
    static const int allowed[] = {
        // The two pipes.
        SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(poll), SCMP_SYS(ppoll),
        SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(lseek),
        // Memory.
        SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
        // Threads and their locks. A new process is refused below.
        SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_yield),
        SCMP_SYS(sched_getaffinity), SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(exit), SCMP_SYS(exit_group),
        SCMP_SYS(restart_syscall), SCMP_SYS(membarrier),
        // Time, chance, signals, the bounds of its own.
        SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
        SCMP_SYS(gettimeofday), SCMP_SYS(times), SCMP_SYS(getrusage), SCMP_SYS(getrandom), SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(tgkill),
        SCMP_SYS(setrlimit), SCMP_SYS(getrlimit),
    };
    // Whatever else a library tries fails, as it does on other systems, and the library goes on without it.
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) return 0;
    int result = 0;
    for (size_t index = 0; index < sizeof allowed / sizeof *allowed; ++index)
        result |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[index], 0);
    // Limits of this process alone.
    result |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, 0));
    // Files that do not exist for it: libraries take that better than a refusal.
    result |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), SCMP_SYS(open), 0);
    result |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), SCMP_SYS(openat), 0);
    // The C library falls back to clone(), whose flags can be seen here: threads, and no processes.
    result |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    result |= seccomp_rule_add(
        filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, 0x00010000, 0x00010000));
    if (result == 0) result = seccomp_load(filter);
    seccomp_release(filter);
    return result == 0;
}

int sandbox_enter(uint64_t address_space) {
    int holds = 0;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 0;
    // The end of whoever started it is its own.
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (enter_files()) holds |= SANDBOX_FILES;
    if (enter_limits(address_space)) holds |= SANDBOX_LIMITS;
    if (enter_calls()) holds |= SANDBOX_CALLS;
    return holds;
}

void sandbox_allow_seconds(unsigned seconds) {
    struct rusage used;
    struct rlimit bound;
    if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &bound) != 0) return;
    bound.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + seconds;
    setrlimit(RLIMIT_CPU, &bound);
}
