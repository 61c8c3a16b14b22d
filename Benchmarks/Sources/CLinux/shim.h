// What Swift's Glibc module leaves out: epoll, accept4, memmem, prctl.

#ifndef BENCH_CLINUX_SHIM_H
#define BENCH_CLINUX_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

extern int accept4(int, struct sockaddr *, socklen_t *, int);
extern void *memmem(const void *, size_t, const void *, size_t);
extern long syscall(long, ...);

// Monotonic nanoseconds.
static inline uint64_t bench_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static inline int bench_accept(int listener) {
  return accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static inline int bench_pipe(int ends[2]) {
  return (int)syscall(SYS_pipe2, ends, O_CLOEXEC);
}

static inline const void *bench_find(const void *haystack, size_t length, const void *needle, size_t count) {
  return memmem(haystack, length, needle, count);
}

static inline int bench_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline int bench_epoll_ctl(int epoll, int operation, int descriptor, uint32_t events) {
  struct epoll_event event = {.events = events, .data = {.fd = descriptor}};
  return epoll_ctl(epoll, operation, descriptor, &event);
}

// Waits at most `nanoseconds` (negative: without end). epoll_wait knows milliseconds only, which would bunch
// paced events together, so epoll_pwait2 is used where the kernel has it.
static inline int bench_epoll_wait(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds) {
#ifdef SYS_epoll_pwait2
  static int missing = 0;
  if (!missing) {
    struct timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    int count = (int)syscall(
        SYS_epoll_pwait2, epoll, events, capacity, nanoseconds < 0 ? NULL : &limit, NULL, (size_t)0);
    if (count >= 0 || (errno != ENOSYS && errno != EPERM)) {
      return count;
    }
    missing = 1;
  }
#endif
  int milliseconds = nanoseconds < 0 ? -1 : (int)((nanoseconds + 999999) / 1000000);
  return epoll_wait(epoll, events, capacity, milliseconds);
}

// Ends this process with the one that started it, and lets timers fire to the microsecond.
static inline void bench_prepare_process(void) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  prctl(PR_SET_TIMERSLACK, 1UL);
}

#endif
