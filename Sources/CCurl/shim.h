// The one place where C meets Swift: libcurl's variadic calls and the Linux calls that Swift's Glibc module leaves out.
#ifndef GEMINI_PROXY_CCURL_SHIM_H
#define GEMINI_PROXY_CCURL_SHIM_H

#define CURL_DISABLE_DEPRECATION 1

#include <curl/curl.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

// Parentheses around the function name keep libcurl's type-checking macros out: they reject forwarded arguments.

static inline CURLcode ccurl_setopt_long(CURL *easy, CURLoption option, long value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ccurl_setopt_off(CURL *easy, CURLoption option, curl_off_t value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ccurl_setopt_string(CURL *easy, CURLoption option, const char *value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ccurl_setopt_pointer(CURL *easy, CURLoption option, void *value) {
  return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode ccurl_setopt_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return (curl_easy_setopt)(easy, option, value);
}

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ccurl_seek_callback)(void *context, curl_off_t offset, int origin);
typedef curl_socket_t (*ccurl_opensocket_callback)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode ccurl_setopt_data_callback(CURL *easy, CURLoption option, ccurl_data_callback callback) {
  return (curl_easy_setopt)(easy, option, callback);
}

static inline CURLcode ccurl_setopt_seek_callback(CURL *easy, ccurl_seek_callback callback) {
  return (curl_easy_setopt)(easy, CURLOPT_SEEKFUNCTION, callback);
}

static inline CURLcode ccurl_setopt_opensocket_callback(CURL *easy, ccurl_opensocket_callback callback) {
  return (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

typedef int (*ccurl_closesocket_callback)(void *context, curl_socket_t socket);
typedef int (*ccurl_prereq_callback)(void *context, char *address, char *local_address, int port, int local_port);

static inline CURLcode ccurl_setopt_closesocket_callback(CURL *easy, ccurl_closesocket_callback callback) {
  return (curl_easy_setopt)(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
}

#ifndef CURL_PREREQFUNC_OK
#define CURL_PREREQFUNC_OK 0
#define CURL_PREREQFUNC_ABORT 1
#endif

/// Asks `callback` each time before the request is sent (7.80); false where this libcurl would not ask.
static inline bool ccurl_set_prereq_callback(CURL *easy, ccurl_prereq_callback callback, void *context) {
#if LIBCURL_VERSION_NUM >= 0x075000
  return (curl_easy_setopt)(easy, CURLOPT_PREREQFUNCTION, callback) == CURLE_OK &&
         (curl_easy_setopt)(easy, CURLOPT_PREREQDATA, context) == CURLE_OK;
#else
  (void)easy;
  (void)callback;
  (void)context;
  return false;
#endif
}

static inline CURLcode ccurl_getinfo_long(CURL *easy, CURLINFO info, long *value) {
  return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLcode ccurl_getinfo_off(CURL *easy, CURLINFO info, curl_off_t *value) {
  return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLcode ccurl_getinfo_pointer(CURL *easy, CURLINFO info, void **value) {
  return (curl_easy_getinfo)(easy, info, value);
}

typedef int (*ccurl_socket_callback)(CURL *easy, curl_socket_t socket, int what, void *context, void *socket_context);
typedef int (*ccurl_timer_callback)(CURLM *multi, long milliseconds, void *context);

static inline CURLMcode ccurl_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
  return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode ccurl_multi_setopt_pointer(CURLM *multi, CURLMoption option, void *value) {
  return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode ccurl_multi_setopt_socket_callback(CURLM *multi, ccurl_socket_callback callback) {
  return (curl_multi_setopt)(multi, CURLMOPT_SOCKETFUNCTION, callback);
}

static inline CURLMcode ccurl_multi_setopt_timer_callback(CURLM *multi, ccurl_timer_callback callback) {
  return (curl_multi_setopt)(multi, CURLMOPT_TIMERFUNCTION, callback);
}

/// The handle and the result of a finished transfer; reading `CURLMsg.data` from Swift would need the union by name.
static inline CURL *ccurl_multi_next_done(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

/// `QUICK_EXIT` (7.87): removing a handle during a name look-up otherwise joins the resolver thread.
static inline int ccurl_set_quick_exit(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return (curl_easy_setopt)(easy, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK;
#else
  (void)easy;
  return 0;
#endif
}

/// Http and https only, in the spelling that the installed libcurl knows.
static inline CURLcode ccurl_set_http_protocols_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  CURLcode code = (curl_easy_setopt)(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  if (code != CURLE_OK) return code;
  return (curl_easy_setopt)(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
  CURLcode code = (curl_easy_setopt)(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  if (code != CURLE_OK) return code;
  return (curl_easy_setopt)(easy, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

// Constants that Swift's importer gives awkward types, or none.
static const uint32_t ccurl_epoll_exclusive = (uint32_t)EPOLLEXCLUSIVE;
static const int ccurl_epoll_cloexec = EPOLL_CLOEXEC;
static const int ccurl_eventfd_flags = EFD_CLOEXEC | EFD_NONBLOCK;
static const int ccurl_stream_socket = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
static const int ccurl_datagram_socket = SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
static const int ccurl_cloexec_flag = SOCK_CLOEXEC;
static const int ccurl_stream_type = SOCK_STREAM;
static const int ccurl_ipv6_only = IPV6_V6ONLY;
static const int ccurl_send_flags = MSG_NOSIGNAL | MSG_DONTWAIT;

// Declared by glibc for _GNU_SOURCE only, which would make this module's view of the C library differ from Swift's own.
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pthread_setname_np(pthread_t thread, const char *name);

static inline int ccurl_accept4(int socket) {
  return accept4(socket, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static inline void ccurl_name_thread(const char *name) { (void)pthread_setname_np(pthread_self(), name); }

/// Blocks every signal in the calling thread: an embedder's process decides who receives signals.
static inline void ccurl_block_all_signals(void) {
  sigset_t all;
  sigfillset(&all);
  (void)pthread_sigmask(SIG_BLOCK, &all, NULL);
}

#endif
