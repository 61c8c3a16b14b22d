/// Who signed: a signature is of use only to the service and the account that it came from.
package struct SignatureOrigin: Sendable, Hashable {
  package let kind: UpstreamKind
  /// The name of the account in this proxy.
  package let account: String

  package init(kind: UpstreamKind, account: String) {
    self.kind = kind
    self.account = account
  }
}
