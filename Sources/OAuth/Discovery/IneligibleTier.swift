/// A tier that Google does not give this account, in Google's words.
package struct IneligibleTier: Sendable, Hashable {
  /// Such as `UNSUPPORTED_CLIENT`; an open set.
  package var reasonCode: String
  /// Verbatim.
  package var reasonMessage: String
  package var tierID: String
  /// Where the account can be verified; nil unless it is an https address of Google's.
  package var validationURL: String?

  package init(reasonCode: String, reasonMessage: String, tierID: String = "", validationURL: String? = nil) {
    self.reasonCode = reasonCode
    self.reasonMessage = reasonMessage
    self.tierID = tierID
    self.validationURL = validationURL
  }
}
