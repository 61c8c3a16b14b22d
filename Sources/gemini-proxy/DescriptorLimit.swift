internal import Glibc

/// How many files and sockets this process may hold open.
enum DescriptorLimit {
  /// Raises the soft limit to the hard one: shells start programs with 1024, which is 500 streams.
  static func raise() {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(resource, &limit)
  }
}
