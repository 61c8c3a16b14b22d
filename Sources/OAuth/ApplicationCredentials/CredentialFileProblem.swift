/// Why a file of credentials is of no use, as part of a sentence and without anything that is in it.
package struct CredentialFileProblem: Error, Sendable, Hashable {
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}
