// Takes the place of the C library's getaddrinfo in the test process, for libcurl too: what an executable defines
// wins over what its shared libraries define.
#define _GNU_SOURCE
#include "slow_resolver.h"

#include <dlfcn.h>
#include <netdb.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int (*resolve)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

static atomic_long begun, ended;

long slow_lookups_begun(void) { return atomic_load(&begun); }
long slow_lookups_ended(void) { return atomic_load(&ended); }

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
  resolve original = (resolve)dlsym(RTLD_NEXT, "getaddrinfo");
  if (original == NULL) return EAI_SYSTEM;
  const char *unit = name == NULL ? NULL : strstr(name, "ms.slow.test");
  if (unit == NULL) return original(name, service, hints, result);
  atomic_fetch_add(&begun, 1);
  long milliseconds = strtol(name, NULL, 10);
  struct timespec wait = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (nanosleep(&wait, &wait) != 0) {
  }
  int code = original("127.0.0.1", service, hints, result);
  atomic_fetch_add(&ended, 1);
  return code;
}
