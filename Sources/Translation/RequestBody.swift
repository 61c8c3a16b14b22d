/// A client's request body, which is a JSON object in every dialect.
enum RequestBody {
  static func object(_ body: [UInt8]) throws(TranslationError) -> JSONView {
    let view: JSONView
    do throws(JSONError) {
      view = try JSONDocument.parse(body)
    } catch {
      throw TranslationError(path: "", message: "The request body is not valid JSON: \(error).")
    }
    guard view.kind == .object else {
      throw TranslationError(path: "", message: "The request body must be a JSON object.")
    }
    return view
  }

  /// The id of the model, which every dialect demands.
  static func model(_ body: JSONView) throws(TranslationError) -> String {
    guard let model = body["model"]?.string, !model.isEmpty else {
      throw TranslationError(path: "model", message: "must be the id of a model.")
    }
    return model
  }
}
