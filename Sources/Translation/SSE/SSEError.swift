/// Why a stream of events cannot be read on.
package enum SSEError: Error, Sendable, Equatable {
  /// An event or line is longer than the parser's limit, in bytes.
  case eventTooLarge(limit: Int)
}
