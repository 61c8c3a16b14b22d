extension GenerateRequest {
  /// What has to be fetched before the request can be sent, each address once.
  package var mediaReferences: [MediaReference] {
    var seen: Set<String> = []
    var references: [MediaReference] = []
    for content in contents {
      for part in content.parts {
        for case .reference(let reference) in part.withMedia where seen.insert(reference.url).inserted {
          references.append(reference)
        }
      }
    }
    return references
  }

  /// The request with what was fetched in the place of its references, by URL.
  ///
  /// Throws, naming the place in the client's request, if one is missing or is nothing Gemini can read.
  package func resolving(_ media: [String: ResolvedMedia]) throws(TranslationError) -> GenerateRequest {
    var parts: [String: Part] = [:]
    for reference in mediaReferences {
      guard let part = media[reference.url]?.part else {
        throw TranslationError(
          path: reference.path, message: "cannot be used: \(reference.url.prefix(200)) is no media Gemini can read.")
      }
      parts[reference.url] = part
    }
    var request = self
    guard !parts.isEmpty else { return request }
    for content in request.contents.indices {
      for position in request.contents[content].parts.indices {
        switch request.contents[content].parts[position] {
        case .reference(let reference):
          if let part = parts[reference.url] { request.contents[content].parts[position] = part }
        case .response(var response) where !response.media.isEmpty:
          response.media = response.media.map { part in
            if case .reference(let reference) = part { return parts[reference.url] ?? part }
            return part
          }
          request.contents[content].parts[position] = .response(response)
        default: break
        }
      }
    }
    return request
  }
}

extension Part {
  /// The part itself and what a result carries.
  fileprivate var withMedia: [Part] {
    if case .response(let response) = self { return response.media }
    return [self]
  }
}
