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

  /// Whether the rest of a payload is this tail.
  func matches(_ rest: UnsafeRawBufferPointer, depth: Int, isWrapped: Bool) -> Bool {
    guard rest.count == bytes.count, depth == self.depth, isWrapped == self.isWrapped else { return false }
    return bytes.withUnsafeBytes { known in
      let left = ScannedBytes(known)
      let right = ScannedBytes(rest)
      var index = 0
      while index &+ 8 <= left.count {
        if left.word(at: index) != right.word(at: index) { return false }
        index &+= 8
      }
      while index < left.count {
        if left[index] != right[index] { return false }
        index &+= 1
      }
      return true
    }
  }

  /// A slice moved by an offset.
  static func moved(_ slice: JSONSlice?, by offset: Int) -> JSONSlice? {
    guard var slice else { return nil }
    slice.start &+= offset
    slice.end &+= offset
    return slice
  }
}
