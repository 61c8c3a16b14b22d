/// Reads the body of a request whose schemas have to be cleaned.
protocol RequestReader {
  init(body: JSONView, context: RequestContext, schemas: SchemaBudget)

  var context: RequestContext { get }
  var schemas: SchemaBudget { get }

  /// Whether reading a body takes no longer than its size says.
  static func isShort(_ body: JSONView) -> Bool

  mutating func request() throws(TranslationError) -> GenerateRequest
}

extension RequestReader {
  static func isShort(_: JSONView) -> Bool { true }

  static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    var reader = Self(body: try RequestBody.object(body), context: context, schemas: .whole)
    defer { context = reader.context }
    return try reader.request()
  }

  /// Nil, changing nothing, where the body is long, has many values, or schemas that take long.
  static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    guard body.count <= ShortWork.maximumBody else { return nil }
    let view = try RequestBody.object(body)
    guard view.weight <= ShortWork.maximumWeight, isShort(view) else { return nil }
    var reader = Self(body: view, context: context, schemas: .short)
    let request = try reader.request()
    guard reader.schemas.refused == 0 else { return nil }
    context = reader.context
    return request
  }
}
