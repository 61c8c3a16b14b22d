internal import Translation

/// An error of the simulated service, with everything its two encodings need.
struct SimulatedError: Error {
  var code: Int
  var status: String
  var message: String
  /// The reason in the older encoding.
  var legacyReason: String
  /// `google.rpc.ErrorInfo`, where the service sends one.
  var info: (reason: String, model: String)?

  static func invalidArgument(_ message: String) -> SimulatedError {
    SimulatedError(code: 400, status: "INVALID_ARGUMENT", message: message, legacyReason: "badRequest")
  }

  static func notFound(_ path: String) -> SimulatedError {
    SimulatedError(
      code: 404, status: "NOT_FOUND", message: "Requested entity was not found.", legacyReason: "notFound")
  }

  static let missingCredentials = SimulatedError(
    code: 401, status: "UNAUTHENTICATED",
    message: "Request is missing required authentication credential.", legacyReason: "authError")

  /// The error that a model name asks for, or nil for a model that answers.
  init?(scenario model: String) {
    switch model {
    case "sim-capacity":
      self.init(
        code: 429, status: "RESOURCE_EXHAUSTED",
        message: "No capacity available for model \(model) on the server", legacyReason: "rateLimitExceeded",
        info: (reason: "MODEL_CAPACITY_EXHAUSTED", model: model))
    case "sim-not-found":
      self = .notFound("")
    default: return nil
    }
  }

  init(code: Int, status: String, message: String, legacyReason: String, info: (reason: String, model: String)? = nil) {
    self.code = code
    self.status = status
    self.message = message
    self.legacyReason = legacyReason
    self.info = info
  }

  /// The body in one of the service's two encodings (protocol 5.1), byte for byte.
  func body(legacy: Bool) -> [UInt8] {
    var text = legacy ? "[{\n" : "{\n"
    text += "  \"error\": {\n    \"code\": \(code),\n    \"message\": \(quoted(message)),\n"
    if legacy {
      text += "    \"errors\": [\n      {\n        \"message\": \(quoted(message)),\n"
      text += "        \"domain\": \"global\",\n        \"reason\": \"\(legacyReason)\"\n      }\n    ],\n"
    }
    text += "    \"status\": \"\(status)\""
    if let info {
      text += ",\n    \"details\": [\n      {\n"
      text += "        \"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\",\n"
      text += "        \"reason\": \"\(info.reason)\",\n        \"domain\": \"cloudcode-pa.googleapis.com\",\n"
      text += "        \"metadata\": {\n          \"model\": \(quoted(info.model))\n        }\n      }\n    ]"
    }
    text += "\n  }\n}\n"
    if legacy { text += "]" }
    return Array(text.utf8)
  }

  private func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONWriter.string(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
