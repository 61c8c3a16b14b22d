/// An error answer, ready to be sent.
package struct ErrorBody: Sendable, Equatable {
  package let status: Int
  package let contentType: String
  package let bytes: [UInt8]
  /// Header fields of the dialect's own, such as those about rate limits.
  package let fields: [Field]

  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(status: Int, contentType: String = "application/json", bytes: [UInt8], fields: [Field] = []) {
    self.status = status
    self.contentType = contentType
    self.bytes = bytes
    self.fields = fields
  }
}
