package import Translation

/// An account as the pool sees it.
package struct PoolAccount: Sendable, Hashable {
  package var name: String
  /// Which of Google's services it is asked on.
  package var kind: UpstreamKind
  /// Accounts with a higher one are asked first.
  package var priority: Int
  /// Gets no new conversations; those that it has stay.
  package var isDraining: Bool

  package init(name: String, kind: UpstreamKind = .codeAssist, priority: Int = 0, isDraining: Bool = false) {
    self.name = name
    self.kind = kind
    self.priority = priority
    self.isDraining = isDraining
  }
}
