/// One piece of a turn.
package enum Part: Sendable {
  case text(JSONText)

  func write(into output: inout [UInt8]) {
    switch self {
    case .text(let text):
      output.append(literal: "{\"text\":")
      text.write(into: &output)
      output.append(UInt8(ascii: "}"))
    }
  }
}
