internal import OAuth

/// A sign-in under way: what a person has to be shown, and where what they bring back goes.
public struct SignInPrompt: Sendable {
  /// Google's page, to be opened in a browser on this machine or any other; good for one sign-in.
  public let url: String
  /// What to tell people whose browser cannot come back to this machine by itself; nil where it can.
  public let advice: String?

  let signIn: SignInService
  let state: String

  /// Completes the sign-in with the address that the browser ended on, or with the code in it.
  ///
  /// What became of it is `authorize`'s to tell. Throws `UnusablePaste` where the text is neither, or belongs to another
  /// sign-in: nothing is used up by that, so ask again.
  public func complete(pasting text: String) async throws(UnusablePaste) {
    guard let pasted = PastedAnswer(text) else {
      throw UnusablePaste(description: "That is neither an address with a code in it nor a code.")
    }
    do throws(SignInFailure) {
      _ = try await signIn.completeSignIn(pasted: pasted, fallbackState: state)
    } catch {
      if case .state = error, pasted.state != nil, pasted.state != state {
        throw UnusablePaste(description: "That address belongs to another sign-in.")
      }
    }
  }
}

/// Why a pasted text was not taken.
public struct UnusablePaste: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reason, for a person.
  public let description: String
}
