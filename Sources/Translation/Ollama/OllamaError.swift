/// Errors in Ollama's form: `{"error":"…"}`.
package enum OllamaError {
  package static func body(_ failure: ProxyFailure) -> ErrorBody {
    var bytes: [UInt8] = []
    write(failure, into: &bytes)
    return ErrorBody(status: failure.status, bytes: bytes)
  }

  /// Appends the error object, the same for an answer and for a line of a stream.
  static func write(_ failure: ProxyFailure, into output: inout [UInt8]) {
    output.append(literal: "{\"error\":")
    JSONWriter.string(OpenAIError.message(of: failure), into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
