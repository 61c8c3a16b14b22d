/// Why a client's file is left as it is: merging would lose or break something of its owner's.
package struct SettingsConflict: Error, Sendable, Equatable {
  /// For people, without a full stop at the end.
  package let reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}
