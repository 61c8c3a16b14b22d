internal import Glibc
internal import OAuth
internal import Server
internal import Translation

extension ClientKeys {
  /// The keys of the configuration: plain or hashed, until they expire.
  init(_ configuration: ProxyConfiguration) {
    let keys = configuration.apiKeys
    guard !keys.isEmpty else {
      self = .open
      return
    }
    let clients = keys.enumerated().map { index, key in
      ClientIdentity(
        id: key.digest, name: key.name.isEmpty ? "#\(index + 1)" : key.name,
        models: key.models.map(WildcardPattern.init),
        limits: ClientLimits(requestsPerMinute: key.requestsPerMinute, tokensPerDay: key.tokensPerDay))
    }
    self.init { candidate in
      let now = time(nil)
      var found: ClientIdentity?
      // Every key is looked at, so that the time does not tell which one was right.
      for (key, client) in zip(keys, clients) where key.matches(candidate) {
        if let expires = key.expires, expires.milliseconds / 1000 <= Int64(now) { continue }
        found = client
      }
      return found
    }
  }
}
