/// How long a connection may take for each part of a request.
package struct HTTPTimeouts: Sendable {
  /// From the first byte of a head to its last.
  package var head: Duration = .seconds(10)
  /// Between two requests on one connection.
  package var idle: Duration = .seconds(75)
  /// For one more request on a connection without one, once the server takes no new connections.
  package var lastRequest: Duration = .seconds(1)
  /// Between two arrivals of body bytes.
  package var body: Duration = .seconds(30)
  /// From the first look for a body to its end, longer by a second for each `minimumBodyRate` bytes that have come.
  package var wholeBody: Duration = .seconds(60)
  /// Bytes a second below which a body counts as stalled, however steadily it drips.
  package var minimumBodyRate = 1024
  /// Between two moments at which the client takes bytes of an answer.
  package var write: Duration = .seconds(300)
  /// For the rest of a body that nobody wants.
  package var drain: Duration = .seconds(2)

  package init() {}
}
