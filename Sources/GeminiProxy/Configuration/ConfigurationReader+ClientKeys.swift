package import OAuth

extension ConfigurationReader {
  private static let fields = ["name", "key", "models", "requests_per_minute", "tokens_per_day", "expires"]

  /// Reads `api_keys`: texts, or objects with limits.
  mutating func readClientKeys(into target: inout [ClientKey]) {
    guard let value = take(.apiKeys) else { return }
    guard let elements = value.elements else {
      return refuse(.apiKeys, value, allowed: "a list of keys, each a text or an object")
    }
    var list: [ClientKey] = []
    var seen: Set<Secret> = []
    for (position, element) in elements.enumerated() {
      let path = "api_keys[\(position)]"
      guard let key = clientKey(element, path: path) else { continue }
      if !seen.insert(key.key).inserted {
        warn(.apiKeys, "the same key twice; the first counts", path: path)
      }
      list.append(key)
    }
    target = list
  }

  private mutating func clientKey(_ value: ConfigurationValue, path: String) -> ClientKey? {
    if let text = value.string {
      guard Self.isKey(text) else {
        refuse(.apiKeys, value, allowed: "a key without blanks, at most 512 characters", path: path)
        return nil
      }
      return ClientKey(key: Secret(text))
    }
    guard let members = value.members else {
      refuse(.apiKeys, value, allowed: "a text, or an object with \"key\"", path: path)
      return nil
    }
    let errors = problems.count
    var key = ClientKey(key: Secret(""))
    for (name, value) in members where !value.isNull {
      let place = "\(path).\(name)"
      switch name {
      case "name":
        guard let text = value.string, ClientKey.isName(text) else {
          refuse(.apiKeys, value, allowed: ClientKey.allowedNames, path: place)
          continue
        }
        key.name = text
      case "key":
        guard let text = value.string, Self.isKey(text) else {
          refuse(.apiKeys, value, allowed: "a key without blanks, at most 512 characters", path: place)
          continue
        }
        key.key = Secret(text)
      case "models":
        let models = value.elements?.map { $0.string ?? "" }
        guard let models, !models.contains("") else {
          refuse(.apiKeys, value, allowed: "a list of model names, with * as wildcard", path: place)
          continue
        }
        key.models = models
      case "requests_per_minute": key.requestsPerMinute = limit(value, path: place)
      case "tokens_per_day": key.tokensPerDay = limit(value, path: place)
      case "expires":
        guard let expires = value.string.flatMap(ClientKey.expiry) else {
          refuse(.apiKeys, value, allowed: "a date such as \"2026-12-31\" or a time in RFC 3339", path: place)
          continue
        }
        key.expires = expires
      default: problems.append(ConfigurationLoader.unknown(name, path: place, among: Self.fields))
      }
    }
    guard !key.key.isEmpty else {
      if problems.count == errors { fail(.apiKeys, "has no \"key\"", path: path) }
      return nil
    }
    return key
  }

  private mutating func limit(_ value: ConfigurationValue, path: String) -> Int? {
    guard let number = value.integer, number > 0 else {
      refuse(.apiKeys, value, allowed: "a whole number above 0", path: path)
      return nil
    }
    return number
  }

  private static func isKey(_ text: String) -> Bool {
    (1...512).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}

extension ClientKey {
  /// What `isName` takes, in words.
  package static let allowedNames = "a text without control characters, such as line breaks"

  /// Whether a key may be called so.
  package static func isName(_ text: String) -> Bool { ConfigurationReader.isPrintable(text) }

  /// When a key lapses that `text` gives a time or a date: a date without a time means the end of that day, UTC.
  package static func expiry(_ text: String) -> UnixTime? {
    guard let time = UnixTime(rfc3339: text) else { return nil }
    return text.utf8.count == 10 ? time.adding(seconds: 86_400) : time
  }
}
