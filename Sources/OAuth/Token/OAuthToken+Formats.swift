internal import Translation

extension OAuthToken {
  /// Reads the JSON of Go's `oauth2.Token` (`expiry` in RFC 3339) or of Gemini CLI (`expiry_date` in milliseconds).
  ///
  /// Nil where neither an access nor a refresh token is in it.
  package init?(json bytes: [UInt8]) {
    guard let view = try? JSONDocument.parse(bytes), view.kind == .object else { return nil }
    let access = view["access_token"]?.string ?? ""
    let refresh = view["refresh_token"]?.string ?? ""
    guard !(access.isEmpty && refresh.isEmpty) else { return nil }
    let type = view["token_type"]?.string ?? ""
    self.init(
      accessToken: Secret(access), tokenType: type.isEmpty ? "Bearer" : type, refreshToken: Secret(refresh),
      expiry: Self.expiry(view["expiry"] ?? view["expiry_date"] ?? view["expires_at"]))
  }

  /// Reads a `token_file` value: base64 of the JSON, or the JSON as it stands. Nil where it is neither.
  package init?(tokenFile text: String) {
    if text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      self.init(json: Array(text.utf8))
    } else {
      guard let bytes = Base64.decode(text) else { return nil }
      self.init(json: bytes)
    }
  }

  /// Go's form, whatever form it was read from.
  package var json: [UInt8] {
    var output: [UInt8] = []
    output.append(literal: "{\"access_token\":")
    JSONWriter.string(accessToken.exposed, into: &output)
    output.append(literal: ",\"token_type\":")
    JSONWriter.string(tokenType, into: &output)
    output.append(literal: ",\"refresh_token\":")
    JSONWriter.string(refreshToken.exposed, into: &output)
    if let expiry {
      output.append(literal: ",\"expiry\":")
      JSONWriter.string(expiry.rfc3339, into: &output)
    }
    output.append(UInt8(ascii: "}"))
    return output
  }

  /// The value of `token_file` for this token.
  package var tokenFile: String { Base64.encode(json) }

  private static func expiry(_ view: JSONView?) -> UnixTime? {
    guard let view else { return nil }
    if let text = view.string, Int64(text) == nil {
      // Go writes its zero time for "unknown".
      return text.hasPrefix("0001-") ? nil : UnixTime(rfc3339: text)
    }
    guard let number = view.double ?? view.string.flatMap(Double.init), number > 0, number < 1e15 else { return nil }
    // Seconds until the year 5138, milliseconds since March 1973: no date in use fits both.
    return number < 1e11 ? UnixTime(seconds: Int64(number)) : UnixTime(milliseconds: Int64(number))
  }
}
