/// Which web pages may use the API from a browser, and what a browser is told before it does.
package struct CORSPolicy: Sendable {
  private static let exposed =
    "x-request-id, request-id, retry-after, retry-after-ms, x-should-retry, x-gemini-proxy-model, "
    + "x-gemini-proxy-adjustments, x-ratelimit-limit-requests, x-ratelimit-remaining-requests, "
    + "x-ratelimit-reset-requests, x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens, "
    + "anthropic-ratelimit-requests-limit, anthropic-ratelimit-requests-remaining, "
    + "anthropic-ratelimit-requests-reset, anthropic-ratelimit-tokens-limit, anthropic-ratelimit-tokens-remaining, "
    + "anthropic-ratelimit-tokens-reset"
  /// Longer lists of requested headers are not repeated.
  private static let maximumEchoedBytes = 4096

  private let origins: [String]

  /// `*` among the origins stands for all of them; an empty list lets no page in.
  package init(origins: [String]) {
    self.origins = origins
  }

  /// No page at all.
  package static let off = CORSPolicy(origins: [])

  /// What every answer to this request carries so that the page may read it.
  func fields(for head: HTTPRequestHead) -> HTTPFields {
    guard let origin = allowed(head) else { return [:] }
    var fields: HTTPFields = ["Access-Control-Allow-Origin": origin]
    if origin != "*" { fields.append("Vary", "Origin") }
    fields.append("Access-Control-Expose-Headers", Self.exposed)
    return fields
  }

  /// What the answer to a preflight adds: every header that was asked for is allowed, keys travel in many.
  func preflightFields(for head: HTTPRequestHead, methods: [HTTPMethod]) -> HTTPFields {
    guard allowed(head) != nil else { return [:] }
    var fields: HTTPFields = [
      "Access-Control-Allow-Methods": (methods + [.options]).map(\.name).joined(separator: ", ")
    ]
    let asked = head.fields.all("access-control-request-headers").joined(separator: ", ")
    if !asked.isEmpty, asked.utf8.count <= Self.maximumEchoedBytes {
      fields.append("Access-Control-Allow-Headers", asked)
    }
    // A page on https that talks to a server on this machine.
    if head.fields.contains("access-control-request-private-network", token: "true") {
      fields.append("Access-Control-Allow-Private-Network", "true")
    }
    fields.append("Access-Control-Max-Age", "86400")
    return fields
  }

  /// The value of `Access-Control-Allow-Origin`, or nil if the request comes from no page or from one that may not.
  private func allowed(_ head: HTTPRequestHead) -> String? {
    guard let origin = head.fields.first("origin") else { return nil }
    if origins.contains("*") { return "*" }
    return origins.first { $0.lowercased() == origin.lowercased() }
  }
}
