internal import GeminiProxy
internal import OAuth
internal import ServiceLifecycle

/// Takes the address that somebody pastes into the terminal of a running proxy.
struct PastedSignIn: Service {
  let signIn: SignInService
  let language: TerminalLanguage

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while let line = await TerminalInput.nextLine() { await take(line) }
    }
    // The end of standard input is not the end of the program.
    try? await gracefulShutdown()
  }

  private func take(_ line: String) async {
    guard let pasted = PastedAnswer(line) else { return }
    let name = signIn.accountToSignIn
    // A word typed by mistake must not use up the sign-in under way.
    guard pasted.state != nil || pasted.code.exposed.hasPrefix("4/") else { return }
    do throws(SignInFailure) {
      _ = try await signIn.completeSignIn(pasted: pasted, fallbackState: signIn.newestState(account: name))
    } catch {
      Terminal.print(language("❌ \(error)", "❌ 登录未成功：\(error)"))
    }
  }
}
