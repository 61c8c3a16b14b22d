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

  /// What the model must be able to do; nil for what all models that chat can.
  static var modelUse: ModelUse? { get }

  /// Longer bodies, in bytes, are never short work.
  static var maximumShortBody: Int { get }

  /// The same if it takes no longer than an event loop may be kept, about a millisecond; nil if it does.
  ///
  /// Decided by the work and not by how the body is spelt. `context` is as it was where there is no request.
  static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest?

  /// The body of the answer to a request that no model need be asked for; nil where one must.
  static func answerWithoutModel(to request: GenerateRequest, context: RequestContext) -> [UInt8]?

  /// The encoder of the answer to `request`: it writes a stream if `request.isStreaming`, else one body.
  static func encoder(for request: GenerateRequest, context: RequestContext) -> Encoder

  /// The body of an error answer, in the shape clients of this dialect expect.
  static func error(_ failure: ProxyFailure) -> ErrorBody
}

extension Dialect {
  package static func answerWithoutModel(to _: GenerateRequest, context _: RequestContext) -> [UInt8]? { nil }

  package static var modelUse: ModelUse? { nil }

  package static var maximumShortBody: Int { ShortWork.maximumBody }

  package static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    guard body.count <= maximumShortBody else { return nil }
    return try request(body, context: &context)
  }
}

/// What is read on an event loop because it takes no longer than one may be kept.
enum ShortWork {
  /// In bytes.
  static let maximumBody = 256 << 10
  /// As `JSONView.weight` counts.
  static let maximumWeight = 16_000
}
