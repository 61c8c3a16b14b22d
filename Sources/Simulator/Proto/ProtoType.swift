/// What a field of a message may hold.
indirect enum ProtoType: Sendable {
  case string
  case bool
  case integer
  case float
  case bytes
  /// Any JSON, which the service does not look into here.
  case value
  /// Any JSON object.
  case structure
  /// One of these names, or a number; the names compare without case where `foldsCase`.
  case enumeration([String], foldsCase: Bool = false)
  case message(ProtoMessage)
  case list(ProtoType)
  /// An object whose keys are the caller's.
  case map(ProtoType)

  /// The type's name in error messages.
  var name: String {
    switch self {
    case .string: "TYPE_STRING"
    case .bool: "TYPE_BOOL"
    case .integer: "TYPE_INT32"
    case .float: "TYPE_FLOAT"
    case .bytes: "TYPE_BYTES"
    case .enumeration: "TYPE_ENUM"
    case .value, .structure, .message, .list, .map: "TYPE_MESSAGE"
    }
  }
}
