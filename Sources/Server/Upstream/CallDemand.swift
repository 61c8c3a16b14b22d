package import Translation

/// What a call asks of the account that is to make it.
package struct CallDemand: Sendable {
  /// The services that can carry the call out.
  package var kinds: Set<UpstreamKind>
  /// The model, in the words of Google's public API.
  package var model: String

  package init(kinds: Set<UpstreamKind> = Set(UpstreamKind.allCases), model: String = "") {
    self.kinds = kinds
    self.model = model
  }
}
