/// The end of a payload after its token counts, which is the same bytes in all events of a stream.
///
/// What was checked once need not be read again: the same bytes after the same state mean the same.
struct ChunkTail: Sendable {
  /// Longer ends are not kept.
  static let maximumCount = 512

  var bytes: [UInt8] = []
  /// How many containers are open where it begins, and whether one of them is the wrapper's `response`.
  var depth = 0
  var isWrapped = false
  /// Where the response object ends; this and the slices count from the start of the tail.
  var bodyEnd = 0
  var modelVersion: JSONSlice?
  var responseID: JSONSlice?
  var traceID: JSONSlice?

  /// Whether the rest of a payload, from `offset` on, is this tail.
  func matches(_ payload: ScannedBytes, from offset: Int, depth: Int, isWrapped: Bool) -> Bool {
    payload.count &- offset == bytes.count && depth == self.depth && isWrapped == self.isWrapped
      && payload.begin(with: bytes, at: offset)
  }

  /// A slice moved by an offset.
  static func moved(_ slice: JSONSlice?, by offset: Int) -> JSONSlice? {
    guard var slice else { return nil }
    slice.start &+= offset
    slice.end &+= offset
    return slice
  }
}
