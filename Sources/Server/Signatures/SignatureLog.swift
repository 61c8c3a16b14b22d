internal import Translation

/// The form of remembered signatures in a file: a head line, then records, each with its length and checksum before it.
///
/// Records are only ever appended, so a process that is killed leaves at worst a last record that is incomplete.
package enum SignatureLog {
  /// The first line; another one means another version, or another file.
  package static let head = Array("gemini-proxy signatures 1\n".utf8)

  /// What a file held.
  package struct Contents: Sendable {
    package var records: [SignatureRecord] = []
    /// The length of the part that can be read, head included; zero if even that is missing.
    package var length = 0
    /// Whether something stands behind that part which no interrupted append explains.
    package var isDamaged = false
  }

  /// No record is longer: all its texts have bounds.
  private static let maximumRecord = SignatureRecord.maximumSignatureBytes + 8 * SignatureRecord.maximumNameBytes

  /// Appends a record.
  package static func append(_ record: SignatureRecord, to output: inout [UInt8]) {
    var payload: [UInt8] = []
    payload.append(contentsOf: bytes(UInt64(bitPattern: record.time)))
    let texts = [
      record.key.client, record.key.callID, record.value.function, record.value.model,
      record.value.origin.kind.rawValue, record.value.origin.account, record.value.signature,
    ]
    for text in texts {
      payload.append(contentsOf: bytes(UInt32(text.utf8.count)))
      payload.append(contentsOf: text.utf8)
    }
    output.append(contentsOf: bytes(UInt32(payload.count)))
    output.append(contentsOf: bytes(CRC32.checksum(payload)))
    output.append(contentsOf: payload)
  }

  /// Reads as much of a file as is whole.
  package static func read(_ file: [UInt8]) -> Contents {
    var contents = Contents()
    guard file.starts(with: head) else {
      // A head that stops in the middle is an append that was interrupted.
      contents.isDamaged = !head.starts(with: file)
      return contents
    }
    contents.length = head.count
    while contents.length < file.count {
      var reader = Reader(bytes: file[contents.length...])
      guard let length = reader.integer(UInt32.self), let checksum = reader.integer(UInt32.self) else { break }
      guard length <= maximumRecord else {
        contents.isDamaged = true
        break
      }
      guard let payload = reader.take(Int(length)) else { break }
      guard CRC32.checksum(payload) == checksum, let record = record(payload) else {
        contents.isDamaged = true
        break
      }
      contents.records.append(record)
      contents.length += 8 + Int(length)
    }
    return contents
  }

  private static func record(_ payload: ArraySlice<UInt8>) -> SignatureRecord? {
    var reader = Reader(bytes: payload)
    guard let time = reader.integer(UInt64.self), let client = reader.text(), let callID = reader.text(),
      let function = reader.text(), let model = reader.text(), let kind = reader.text().flatMap(UpstreamKind.init),
      let account = reader.text(), let signature = reader.text(), reader.bytes.isEmpty
    else { return nil }
    return SignatureRecord(
      key: SignatureKey(client: client, callID: callID),
      value: RememberedSignature(
        function: function, model: model, origin: SignatureOrigin(kind: kind, account: account), signature: signature),
      time: Int64(bitPattern: time))
  }

  private static func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    stride(from: 0, to: Value.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// Takes values from the front, the least significant byte first; nil where too little is left.
  private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard count <= bytes.count else { return nil }
      defer { bytes = bytes.dropFirst(count) }
      return bytes.prefix(count)
    }

    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
      take(Value.bitWidth / 8)?.reversed().reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }

    mutating func text() -> String? {
      guard let length = integer(UInt32.self), let text = take(Int(length)) else { return nil }
      return String(validating: text, as: UTF8.self)
    }
  }
}
