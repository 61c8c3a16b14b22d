package import Translation

extension GoogleFailure {
  /// Longer addresses are for no person.
  private static let longestLink = 2048

  /// What to tell the client, with the link by which Google says that its owner can help the proxy's account.
  package var clientFailure: ProxyFailure {
    var failure = failure
    switch cause {
    case .permission, .credential:
      if let link = GoogleLink.trusted(link), link.utf8.count <= Self.longestLink, !failure.message.contains(link) {
        failure.message += " See \(link)"
      }
    default: break
    }
    return failure
  }
}
