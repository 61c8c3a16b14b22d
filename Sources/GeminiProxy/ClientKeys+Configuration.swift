internal import Glibc
internal import OAuth
internal import Server

extension ClientKeys {
  /// The keys of the configuration: plain or hashed, until they expire.
  init(_ configuration: ProxyConfiguration) {
    let keys = configuration.apiKeys
    guard !keys.isEmpty else {
      self.init(isOpen: true) { _ in true }
      return
    }
    self.init(isOpen: false) { candidate in
      let now = time(nil)
      var isKnown = false
      // Every key is looked at, so that the time does not tell which one was right.
      for key in keys where key.matches(candidate) {
        if let expires = key.expires, expires.milliseconds / 1000 <= Int64(now) { continue }
        isKnown = true
      }
      return isKnown
    }
  }
}
