internal import CCurl

/// CPUs this process may run on, by its affinity mask.
package func usableCPUs() -> Int { Int(ccurl_usable_cpus()) }
