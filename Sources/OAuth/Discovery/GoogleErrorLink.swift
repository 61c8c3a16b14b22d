internal import Translation

/// The link that an error of Google's offers as the way out.
enum GoogleErrorLink {
  /// The first of `Help.links`, else a validation, activation or appeal address; only addresses of Google's.
  static func first(in body: [UInt8]) -> String? {
    guard let view = try? JSONDocument.parse(body), let error = (view[0] ?? view)["error"] else { return nil }
    let details = error["details"].map { Array($0.elements) } ?? []
    let help = details.compactMap { $0["links"]?[0]?["url"]?.string }
    let metadata = details.compactMap { $0["metadata"] }.flatMap { data in
      [data["validation_url"], data["validation_link"], data["activationUrl"], data["appeal_url"]]
        .compactMap { $0?.string }
    }
    return (help + metadata).lazy.compactMap { GoogleLink.trusted($0) }.first
  }
}
