/// What one request may cost before its body is looked at; sizes are bytes.
package struct HTTPLimits: Sendable {
  /// The request line, the fields and the empty line together; beyond it 431, or 414 while still in the request line.
  package var maxHeadBytes = 32768
  /// The request target alone; beyond it 414.
  package var maxTargetBytes = 8192
  /// Field lines of a head, and of a trailer section; beyond it 431.
  package var maxFields = 100
  /// The trailer section with its empty line; beyond it 431.
  package var maxTrailerBytes = 8192
  /// All chunk extensions of one message together; beyond it 400.
  package var maxChunkExtensionBytes = 4096
  /// Empty lines some old clients send before a request line; beyond it 400.
  package var maxLeadingEmptyLines = 4

  package init() {}
}
