/// The number that Code Assist gives each answer, in the header and in every body.
enum TraceID {
  /// A random 64-bit number in hexadecimal, not padded, as the service writes it.
  static func new() -> String { String(UInt64.random(in: 1 ... .max), radix: 16) }
}
