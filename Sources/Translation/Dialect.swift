/// What a client speaks: turns its requests into Gemini requests, and Gemini's answers into its own.
///
/// Everything here is pure: the same bytes and the same `RequestContext` give the same result.
package protocol Dialect: Sendable {
  associatedtype Encoder: ResponseEncoder

  /// Reads a client's request body.
  ///
  /// Throws a `TranslationError` that names the JSON path at fault. Whatever is dropped or changed on the way is
  /// recorded in `context.adjustments`.
  static func request(_ body: [UInt8], context: inout RequestContext) throws(TranslationError) -> GenerateRequest

  /// The encoder of the answer to `request`: it writes a stream if `request.isStreaming`, else one body.
  static func encoder(for request: GenerateRequest, context: RequestContext) -> Encoder

  /// The body of an error answer, in the shape clients of this dialect expect.
  static func error(_ failure: ProxyFailure) -> ErrorBody
}
