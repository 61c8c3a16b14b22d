/// One change made for a client on the way to Gemini, such as a field that has no counterpart.
package struct Adjustment: Sendable, Equatable {
  package enum Action: String, Sendable {
    case dropped, renamed, clamped, converted
  }

  package let action: Action
  /// The field, in the client's words; safe in a header: at most 64 characters, others than `[A-Za-z0-9._-]` become `_`.
  package let name: String

  package init(_ action: Action, _ name: String) {
    self.action = action
    var safe: [UInt8] = []
    for byte in name.utf8.prefix(64) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        safe.append(byte)
      default:
        safe.append(UInt8(ascii: "_"))
      }
    }
    self.name = String(decoding: safe, as: UTF8.self)
  }
}

extension Adjustment: CustomStringConvertible {
  package var description: String { "\(action.rawValue):\(name)" }

  /// The value of the header that tells clients; nil for nothing. At most 1 KiB, whole names only.
  package static func header(_ adjustments: [Adjustment]) -> String? {
    var text = ""
    for adjustment in adjustments {
      let item = adjustment.description
      guard text.utf8.count + item.utf8.count + 2 <= 1024 else { break }
      text += text.isEmpty ? item : ", \(item)"
    }
    return text.isEmpty ? nil : text
  }
}
