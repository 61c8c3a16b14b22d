/// How a log line looks.
package enum LogLineFormat: String, Sendable {
  /// `2026-01-10T01:55:33.450Z info request status=200`, for people.
  case text
  /// One JSON object a line, for programs.
  case json
}
