/// Media that a client only named by its address: the server fetches it before the request goes up.
package struct MediaReference: Sendable, Hashable {
  /// An `http` or `https` URL; not checked any further.
  package let url: String
  /// Where in the client's request it stands, for errors.
  package let path: String

  package init(url: String, path: String) {
    self.url = url
    self.path = path
  }
}
