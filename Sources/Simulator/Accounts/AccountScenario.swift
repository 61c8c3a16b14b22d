/// How Google treats an account. The part of an e-mail address before `+` or `@` is the raw value (see `README.md`).
package enum AccountScenario: String, CaseIterable, Sendable {
  /// Onboarded long ago to the free tier, with a project of Google's.
  case free
  /// A licensed seat with a project that Google names.
  case licensed
  /// A licensed seat for which the owner must bring a project.
  case ownProject = "own-project"
  /// Not onboarded: an operation that is done after some polls brings a project.
  case new
  /// Like `new`, but the finished operation names no project.
  case newWithoutProject = "new-without-project"
  /// Like `new`, but the operation ends with an error.
  case newRefused = "new-refused"
  /// Must be verified by its owner; counts as verified from the second look on, and is `free` then.
  case validation
  /// A consumer account whose client Google no longer serves.
  case unsupportedClient = "unsupported-client"
  /// `loadCodeAssist` answers `{}`.
  case empty
  /// Inside a VPC perimeter: `loadCodeAssist` is refused, generation works with a project.
  case perimeter
  /// Has no licence: quota and generation are refused.
  case unlicensed
  /// Has used up the day's quota of every model.
  case exhausted
  /// Finds no model with capacity for it.
  case limited
  /// The access token that the code is exchanged for is refused by every API; refreshed ones work.
  case expired
  /// The refresh token is refused as revoked.
  case revoked
  /// The organisation asks for a fresh sign-in at every refresh.
  case reauthentication
  /// The owner presses "Cancel" on the consent page.
  case denied
}
