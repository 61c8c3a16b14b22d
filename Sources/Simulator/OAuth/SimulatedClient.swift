package import OAuth

/// An OAuth client as Google's console knows it.
package struct SimulatedClient: Sendable {
  package var id: String
  package var secret: Secret
  /// Whether codes go to this machine only, as for the clients of installed applications.
  package var isInstalledApp: Bool

  package init(id: String, secret: Secret, isInstalledApp: Bool) {
    self.id = id
    self.secret = secret
    self.isInstalledApp = isInstalledApp
  }

  /// An organisation's own client, of the kind for web servers.
  package static let web = SimulatedClient(
    id: "simulated-web.apps.googleusercontent.com", secret: Secret("simulated-web-secret"), isInstalledApp: false)

  /// The built-in client and an organisation's own.
  package static let registered = [
    SimulatedClient(
      id: InstalledAppClient.builtIn.id, secret: InstalledAppClient.builtIn.secret, isInstalledApp: true), web,
  ]

  /// The page of Google's that shows a code to copy; open to installed applications too.
  private static let codePage = "https://codeassist.google.com/authcode"

  /// Google lets a client for installed applications use any port and path on loopback, by plain `http`.
  func mayRedirect(to address: String) -> Bool {
    guard let url = URLParts(address), !address.contains("#") else { return false }
    if isInstalledApp { return address == Self.codePage || url.scheme == "http" && url.isLoopback }
    return url.scheme == "https" || url.isLoopback
  }
}
