/// Cuts a stream of bytes into server-sent events, however it was split on the way.
///
/// Lines end in LF, CR or CRLF, a byte order mark may come first, comments and unknown fields are passed over. An
/// event whose bytes lie within one fed buffer is delivered as a slice of it; only what is left over is copied. Linear
/// in the bytes fed, in whatever pieces. After an error the parser is not used again.
package struct SSEParser: Sendable {
  /// The longest event, in bytes, and the longest line.
  package let maximumEventSize: Int

  /// The beginning of a line whose end has not come.
  private var carry: [UInt8] = []
  /// `data` lines of the event under way that do not lie in the buffer being fed, from `dataStart` on.
  private var data: [UInt8] = []
  private var dataStart = 0
  private var hasData = false
  private var name = ""
  private var id = ""
  /// The last buffer ended in CR: an LF at the start of the next belongs to it.
  private var skipsLineFeed = false
  private var isFirstLine = true

  package init(maximumEventSize: Int = 64 << 20) {
    self.maximumEventSize = maximumEventSize
  }

  /// Reads more of the stream and hands over every event that is complete.
  ///
  /// Throws `SSEError`, or whatever `onEvent` throws.
  package mutating func feed(_ buffer: UnsafeRawBufferPointer, _ onEvent: (SSEEvent) throws -> Void) throws {
    let bytes = ScannedBytes(buffer)
    var position = 0
    // The only `data` line of the event under way, when it lies in this buffer.
    var slice: Range<Int>?
    if skipsLineFeed, bytes.count > 0 {
      skipsLineFeed = false
      if bytes[0] == UInt8(ascii: "\n") { position = 1 }
    }
    while true {
      let end = bytes.indexOfLineEnd(from: position)
      guard end < bytes.count else { break }
      if carry.isEmpty {
        guard end &- position <= maximumLineSize else { throw SSEError.eventTooLarge(limit: maximumEventSize) }
        try line(bytes, position, end, &slice, onEvent)
      } else {
        try extendCarry(bytes.slice(position, end))
        try lineInCarry(onEvent)
      }
      position = end &+ 1
      if bytes[end] == UInt8(ascii: "\r") {
        if position == bytes.count {
          skipsLineFeed = true
        } else if bytes[position] == UInt8(ascii: "\n") {
          position &+= 1
        }
      }
    }
    if let slice { try keep(bytes.slice(slice.lowerBound, slice.upperBound)) }
    if position < bytes.count { try extendCarry(bytes.slice(position, bytes.count)) }
  }

  /// Ends the stream: an event that was not closed by a blank line is handed over all the same.
  package mutating func finish(_ onEvent: (SSEEvent) throws -> Void) throws {
    if !carry.isEmpty { try lineInCarry(onEvent) }
    try dispatch(onEvent)
  }

  /// The field name and its space do not count.
  private var maximumLineSize: Int { maximumEventSize + 8 }

  // MARK: Lines

  private mutating func line(
    _ bytes: ScannedBytes, _ start: Int, _ end: Int, _ slice: inout Range<Int>?, _ onEvent: (SSEEvent) throws -> Void
  ) throws {
    let start = afterMark(bytes, start, end)
    guard start < end else {
      if let only = slice {
        slice = nil
        let event = SSEEvent(data: bytes.slice(only.lowerBound, only.upperBound), name: name, id: id)
        reset()
        try onEvent(event)
      } else {
        try dispatch(onEvent)
      }
      return
    }
    guard let value = SSEField.data(bytes, start, end) else {
      other(bytes, start, end)
      return
    }
    guard end &- value <= maximumEventSize else { throw SSEError.eventTooLarge(limit: maximumEventSize) }
    if let first = slice {
      slice = nil
      try keep(bytes.slice(first.lowerBound, first.upperBound))
      try keep(bytes.slice(value, end))
    } else if hasData {
      try keep(bytes.slice(value, end))
    } else {
      slice = value..<end
    }
  }

  private mutating func lineInCarry(_ onEvent: (SSEEvent) throws -> Void) throws {
    // Taken out, so that the slices below do not overlap a mutation of `self`.
    var line: [UInt8] = []
    swap(&line, &carry)
    var becameData = false
    var isBlank = false
    try line.withUnsafeBytes { buffer in
      let bytes = ScannedBytes(buffer)
      let start = afterMark(bytes, 0, bytes.count)
      if start == bytes.count {
        isBlank = true
      } else if let value = SSEField.data(bytes, start, bytes.count) {
        if hasData {
          try keep(bytes.slice(value, bytes.count))
        } else {
          guard bytes.count - value <= maximumEventSize else { throw SSEError.eventTooLarge(limit: maximumEventSize) }
          dataStart = value
          becameData = true
        }
      } else {
        other(bytes, start, bytes.count)
      }
    }
    if becameData {
      // The line becomes the event as it is: a large event is not copied a second time.
      hasData = true
      swap(&data, &line)
    }
    line.removeAll(keepingCapacity: line.capacity <= 64 << 10)
    swap(&line, &carry)
    if isBlank { try dispatch(onEvent) }
  }

  private mutating func other(_ bytes: ScannedBytes, _ start: Int, _ end: Int) {
    if let value = SSEField.value(of: "event", bytes, start, end) {
      name = String(decoding: bytes.slice(value, end), as: UTF8.self)
    } else if let value = SSEField.value(of: "id", bytes, start, end) {
      id = String(decoding: bytes.slice(value, end), as: UTF8.self)
    }
  }

  private mutating func afterMark(_ bytes: ScannedBytes, _ start: Int, _ end: Int) -> Int {
    guard isFirstLine else { return start }
    isFirstLine = false
    let hasMark = end &- start >= 3 && bytes[start] == 0xEF && bytes[start &+ 1] == 0xBB && bytes[start &+ 2] == 0xBF
    return hasMark ? start &+ 3 : start
  }

  // MARK: What is kept between buffers

  private mutating func extendCarry(_ bytes: UnsafeRawBufferPointer) throws {
    guard carry.count + bytes.count <= maximumLineSize else {
      throw SSEError.eventTooLarge(limit: maximumEventSize)
    }
    carry.append(contentsOf: bytes)
  }

  private mutating func keep(_ bytes: UnsafeRawBufferPointer) throws {
    guard data.count - dataStart + bytes.count < maximumEventSize + (hasData ? 0 : 1) else {
      throw SSEError.eventTooLarge(limit: maximumEventSize)
    }
    if hasData { data.append(UInt8(ascii: "\n")) }
    data.append(contentsOf: bytes)
    hasData = true
  }

  private mutating func dispatch(_ onEvent: (SSEEvent) throws -> Void) throws {
    guard hasData else {
      name = ""
      return
    }
    let name = name
    let id = id
    var event: [UInt8] = []
    swap(&event, &data)
    let start = dataStart
    reset()
    try event.withUnsafeBytes { buffer in
      try onEvent(SSEEvent(data: UnsafeRawBufferPointer(rebasing: buffer[start...]), name: name, id: id))
    }
    event.removeAll(keepingCapacity: event.capacity <= 64 << 10)
    swap(&event, &data)
  }

  private mutating func reset() {
    hasData = false
    dataStart = 0
    name = ""
  }
}
