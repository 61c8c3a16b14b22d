/// JSON for people: each member and element on a line of its own, nothing else changed.
package enum JSONIndent {
  /// `json` must be valid JSON; anything else comes out with other white space, and no worse.
  package static func lines(_ json: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(json.count + json.count / 4)
    var depth = 0
    var isInString = false
    var isEscaped = false
    func newLine() {
      output.append(UInt8(ascii: "\n"))
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * max(depth, 0)))
    }
    var isOpen = false
    for byte in json {
      if isInString {
        output.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        // An empty one stays in one piece.
        if !isOpen { newLine() }
        isOpen = false
        output.append(byte)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if isOpen { newLine() }
        output.append(byte)
        depth += 1
        isOpen = true
      case UInt8(ascii: ","):
        output.append(byte)
        newLine()
      case UInt8(ascii: ":"):
        output.append(byte)
        output.append(UInt8(ascii: " "))
      default:
        if isOpen { newLine() }
        isOpen = false
        isInString = byte == UInt8(ascii: "\"")
        output.append(byte)
      }
    }
    return output
  }
}
