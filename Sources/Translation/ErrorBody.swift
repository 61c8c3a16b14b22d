/// An error answer, ready to be sent.
package struct ErrorBody: Sendable, Equatable {
  package let status: Int
  package let contentType: String
  package let bytes: [UInt8]

  package init(status: Int, contentType: String = "application/json", bytes: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.bytes = bytes
  }
}
