/// A function call in a part, as slices of the payload.
package struct ChunkCall: Sendable, Equatable {
  package var name: JSONSlice
  package var id: JSONSlice?
  /// The source of the `args` object; nil stands for `{}`.
  package var arguments: Range<Int>?
  /// The source of an `args` that is no object, such as null.
  package var wrongArguments: Range<Int>?
  /// The offset of the brace that closes the call.
  package var end = 0
  /// Whether nothing stands before that brace.
  package var isEmpty = true
}
