internal import Translation

/// What a file of application default credentials holds.
///
/// Only the types of https://google.aip.dev/auth/4110 that need nothing but Google's token endpoint. Addresses in the
/// file are not followed: where tokens come from is the configuration's to say.
package struct ApplicationCredentials: Sendable, Hashable {
  package enum Grant: Sendable, Hashable {
    case serviceAccount(ServiceAccountKey)
    /// A person's refresh token, and the OAuth client it was given to.
    case user(refreshToken: Secret, clientID: String, clientSecret: Secret)
  }

  package var grant: Grant
  /// The project that a service account belongs to, or that a person chose; nil where none is named.
  package var project: String?
  /// The project that a person's calls are charged to.
  package var quotaProject: String?

  /// Reads the JSON of a file; throws what is wrong with it.
  package init(_ bytes: [UInt8]) throws(CredentialFileProblem) {
    guard let view = try? JSONDocument.parse(bytes), view.kind == .object else {
      throw CredentialFileProblem("it is not a JSON object")
    }
    func text(_ name: StaticString, _ type: String) throws(CredentialFileProblem) -> String {
      guard let text = view[name]?.string, !text.isEmpty, text.utf8.allSatisfy({ $0 != 0 }) else {
        throw CredentialFileProblem("it is of type \(type) and lacks \"\(name)\"")
      }
      return text
    }
    let quota = Self.project(view["quota_project_id"])
    switch view["type"]?.string {
    case "service_account":
      let key = ServiceAccountKey(
        email: try text("client_email", "service_account"), id: view["private_key_id"]?.string ?? "",
        pem: Secret(try text("private_key", "service_account")))
      grant = .serviceAccount(key)
      project = Self.project(view["project_id"]) ?? quota
    case "authorized_user":
      grant = .user(
        refreshToken: Secret(try text("refresh_token", "authorized_user")),
        clientID: try text("client_id", "authorized_user"),
        clientSecret: Secret(try text("client_secret", "authorized_user")))
      project = quota
      quotaProject = quota
    case let type?:
      let name = String(type.prefix(64).filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
      throw CredentialFileProblem("its type \"\(name)\" is neither service_account nor authorized_user")
    case nil: throw CredentialFileProblem("it names no \"type\"")
    }
  }

  /// A project becomes part of URLs and headers.
  private static func project(_ view: JSONView?) -> String? {
    guard let text = view?.string, ProjectID.isPossible(text) else { return nil }
    return text
  }
}
