/// The head of an upstream's answer, and its body as it arrives.
public struct TransportResponse: Sendable {
  /// The status code of the final head; interim ones are passed over.
  public var status: Int
  /// In the order of arrival, repeats kept.
  public var headers: [(name: String, value: String)]
  /// The body, decoded if compression was accepted.
  public var body: ByteStream

  /// An answer, as a transport in memory makes it.
  public init(status: Int, headers: [(name: String, value: String)] = [], body: ByteStream) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first value of a field, whatever the case of its name.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
