/// What a client asked of the form of its answer.
package struct ReplyOptions: Sendable, Equatable {
  /// Whether a stream ends with the token counts.
  package var includesUsage = false

  package init() {}
}
