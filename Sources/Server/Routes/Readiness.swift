internal import OAuth

/// What `/ready` says: whether a load balancer should send requests here.
struct Readiness: Equatable {
  /// Why not, in one word; nil where all is well.
  var reason: String?

  init(reason: String?) {
    self.reason = reason
  }

  /// One account that serves is enough; otherwise what stands in the way of the first.
  init(of signIn: SignInService?) {
    let accounts = signIn?.accounts ?? []
    guard let first = accounts.first, !accounts.contains(where: \.serves) else {
      // Without accounts there is nothing to wait for.
      reason = nil
      return
    }
    reason = first.status.code
  }

  var json: [UInt8] {
    guard let reason else { return Array(#"{"status":"ready"}"#.utf8) }
    return Array(#"{"status":"unavailable","reason":"\#(reason)"}"#.utf8)
  }
}
