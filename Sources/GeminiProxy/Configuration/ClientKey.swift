public import OAuth

/// A key that clients of this proxy authenticate with, and what it allows.
public struct ClientKey: Sendable, Hashable {
  /// Empty where the entry is a bare text.
  public var name: String
  /// The key itself, or `sha256:` and the 64 hexadecimal digits of its digest.
  public var key: Secret
  /// Patterns of the models it may use; empty allows all.
  public var models: [String]
  /// Nil for no limit.
  public var requestsPerMinute: Int?
  /// Nil for no limit.
  public var tokensPerDay: Int?
  /// From this moment on the key is refused.
  public var expires: UnixTime?

  /// A key without limits unless they are given.
  public init(
    name: String = "", key: Secret, models: [String] = [], requestsPerMinute: Int? = nil, tokensPerDay: Int? = nil,
    expires: UnixTime? = nil
  ) {
    self.name = name
    self.key = key
    self.models = models
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerDay = tokensPerDay
    self.expires = expires
  }

  /// A new key of 128 random bits, `gp-` and 32 hexadecimal digits, without limits.
  public static func generated(name: String = "") -> ClientKey {
    ClientKey(name: name, key: Secret(ConfigurationFiles.newClientKey(.system)))
  }

  /// Whether only the key's digest is stored.
  package var isHashed: Bool { key.exposed.hasPrefix("sha256:") }

  /// The first characters, by which people tell keys apart.
  package var prefix: String {
    isHashed ? String(key.exposed.prefix(15)) : String(key.exposed.prefix(min(7, key.exposed.count / 2)))
  }

  /// The SHA-256 of the key in hexadecimal: names the key where the key itself must not stand.
  package var digest: String {
    isHashed ? key.exposed.dropFirst("sha256:".count).lowercased() : Digest.sha256Hex(key.exposed)
  }

  /// Whether a client that presents `candidate` presents this key; takes the same time wherever they differ.
  package func matches(_ candidate: String) -> Bool {
    isHashed
      ? Secret.matches("sha256:" + Digest.sha256Hex(candidate), key.exposed.lowercased())
      : Secret.matches(candidate, key.exposed)
  }
}
