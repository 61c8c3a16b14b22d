// Names under "slow.test" take their time: "500ms.slow.test" is 127.0.0.1 after half a second, without any network.
#ifndef GEMINI_PROXY_SLOW_RESOLVER_H
#define GEMINI_PROXY_SLOW_RESOLVER_H

/// Slow look-ups that have begun in this process.
long slow_lookups_begun(void);

/// Slow look-ups that have ended in this process.
long slow_lookups_ended(void);

#endif
