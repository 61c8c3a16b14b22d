/// Media that a client only named by its address: the server fetches it before the request goes up.
package struct MediaReference: Sendable {
  /// An `http` or `https` URL; not checked any further.
  package let url: String
  private let place: JSONView

  init(url: String, at place: JSONView) {
    self.url = url
    self.place = place
  }

  /// Where in the client's request it stands, for errors. Found only when asked: finding it walks the request.
  package var path: String { place.path }
}
