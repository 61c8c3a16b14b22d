package import OAuth

/// Something the program learned or was told, to be stored.
package enum ConfigurationChange: Sendable, Hashable {
  /// The token of an account (`default` is the one at the top level); nil after a logout.
  case token(OAuthToken?, account: String)
  case project(String, account: String)
  case clientID(String)
  case addClientKey(ClientKey)
  /// Removes the entry with this key.
  case removeClientKey(Secret)
}
