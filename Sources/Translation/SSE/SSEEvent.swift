/// One server-sent event, as slices of the parser's input: valid only while it is handed over.
package struct SSEEvent {
  /// The `data` lines, joined by LF.
  package let data: UnsafeRawBufferPointer
  /// The `event` field; empty if there was none.
  package let name: String
  /// The last `id` field of the stream so far; empty if there was none.
  package let id: String
}
