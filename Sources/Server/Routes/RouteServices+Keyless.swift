internal import Translation

extension RouteServices {
  /// Where no keys are set, whoever sits at this machine may ask, and no page that was opened there.
  func keylessRefusal(_ head: HTTPRequestHead, _ route: Route) -> ProxyFailure? {
    guard clientKeys.isKeyless, !route.isOpen else { return nil }
    guard access.verdict(on: head) == .local else {
      return ProxyFailure(
        .permission,
        message: "Without client keys (\"api_keys\") only requests from this machine are served.")
    }
    guard access.isCrossSite(head) else { return nil }
    return ProxyFailure(
      .permission, message: "Without client keys (\"api_keys\") web pages of other sites are not served.")
  }
}
