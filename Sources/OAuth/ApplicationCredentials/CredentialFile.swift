internal import Transport

/// A file of application default credentials as the place where access tokens come from.
///
/// Read again for every token, once an hour: a key that was replaced needs no restart.
package final class CredentialFile: TokenRenewal {
  package typealias Reader = @Sendable (_ path: String) async -> Result<[UInt8], CredentialFileProblem>

  /// What all accounts of this program may do at Google's services.
  static let scope = "https://www.googleapis.com/auth/cloud-platform"

  private let path: String
  private let endpoint: TokenEndpoint
  private let read: Reader
  private let last: Lock<ApplicationCredentials?> = Lock(nil)

  package init(path: String, endpoint: TokenEndpoint, reading read: @escaping Reader) {
    self.path = path
    self.endpoint = endpoint
    self.read = read
  }

  /// The project that the file named when it was last read.
  package var project: String? { last.withLock { $0?.project } }

  /// The project that calls are charged to, as the file named it when it was last read.
  package var quotaProject: String? { last.withLock { $0?.quotaProject } }

  package func canRenew(_: OAuthToken) -> Bool { true }

  package func renew(_: OAuthToken) async throws(TokenEndpointError) -> OAuthToken {
    let credentials: ApplicationCredentials
    do throws(CredentialFileProblem) {
      credentials = try ApplicationCredentials(try await read(path).get())
    } catch {
      throw unusable(error)
    }
    last.withLock { $0 = credentials }
    do throws(TokenEndpointError) {
      switch credentials.grant {
      case .serviceAccount(let key): return try await endpoint.exchange(assertion: try await assertion(of: key))
      case .user(let refreshToken, let clientID, let clientSecret):
        var own = endpoint
        own.client = .configured(id: clientID, secret: clientSecret)
        return try await own.refresh(OAuthToken(accessToken: Secret(""), refreshToken: refreshToken, expiry: nil))
      }
    } catch {
      // Nobody can sign in again here: the file has to be put right.
      throw error.endsSignIn ? .refused(code: "invalid_grant", "\(place) is not accepted: \(error)") : error
    }
  }

  private func assertion(of key: ServiceAccountKey) async throws(TokenEndpointError) -> Secret {
    let (audience, now) = (endpoint.endpoints.token, endpoint.clock.wall())
    let signed = await BlockingExecutor.shared.run { () -> Result<Secret, CredentialFileProblem> in
      do throws(CredentialFileProblem) {
        return .success(try key.assertion(audience: audience, scope: Self.scope, at: now))
      } catch {
        return .failure(error)
      }
    }
    do throws(CredentialFileProblem) { return try signed.get() } catch { throw unusable(error) }
  }

  private func unusable(_ problem: CredentialFileProblem) -> TokenEndpointError {
    .unusableFile("\(place) cannot be used: \(problem.reason).")
  }

  private var place: String { "service_account_file \(path)" }
}

extension OAuthToken {
  /// In the place of one that has yet to be asked for.
  static let notYet = OAuthToken(accessToken: Secret(""), refreshToken: Secret(""), expiry: nil)
}
