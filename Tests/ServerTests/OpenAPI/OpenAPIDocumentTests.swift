import Testing

@testable import Server
@testable import Translation

/// What `/openapi.json` says is what the route table does and what the readers read, in both directions.
struct OpenAPIDocumentTests {
  /// An operation of the document.
  struct Operation: CustomTestStringConvertible {
    let path: String
    let method: HTTPMethod
    let view: JSONView

    var testDescription: String { "\(method.name) \(path)" }

    /// The route of the path, its variables filled in.
    var route: Route? {
      let filled = path.split(separator: "{").enumerated().map { position, piece in
        position == 0 ? String(piece) : "x1" + piece.drop { $0 != "}" }.dropFirst()
      }
      let target = HTTPTarget(path: filled.joined(), query: nil)
      return RoutePath(HTTPRequestHead(method: method, target: target, fields: [:])).route
    }

    var isOpen: Bool { view["security"].map { $0.elements.allSatisfy { _ in false } } ?? false }

    var statuses: [String] { view["responses"]?.members.map(\.key.string) ?? [] }
  }

  static let document: JSONView = {
    guard let view = try? JSONDocument.parse(OpenAPIDocument(version: "1.2.3").json) else {
      fatalError("the document is no JSON")
    }
    return view
  }()

  static let operations: [Operation] = (document["paths"]?.members ?? []).flatMap { path, item in
    item.members.compactMap { name, view in
      [HTTPMethod.get, .post, .delete, .put, .patch, .head].first { $0.name.lowercased() == name.string }
        .map { Operation(path: path.string, method: $0, view: view) }
    }
  }

  // MARK: - Routes

  @Test(arguments: operations)
  func `the table answers what is described, and asks for a key where that says so`(_ operation: Operation) {
    guard let route = operation.route else { return #expect(Bool(false), "there is no such path") }
    #expect(route.methods.contains(operation.method))
    #expect(route.isOpen == operation.isOpen)
  }

  @Test func `every route is described with all its methods`() {
    var described: [DocumentedRoute: Set<String>] = [:]
    var answered: [DocumentedRoute: Set<String>] = [:]
    for operation in Self.operations {
      guard let route = operation.route else { continue }
      described[DocumentedRoute(route), default: []].insert(operation.method.name)
      // As the document says of all its paths, HEAD is where GET is.
      answered[DocumentedRoute(route)] = Set(route.methods.filter { $0 != .head }.map(\.name))
    }
    for route in DocumentedRoute.allCases {
      #expect(described[route] != nil, "\(route) is not described")
      #expect(described[route] == answered[route], "\(route)")
    }
  }

  @Test(arguments: operations.filter { !$0.isOpen })
  func `what needs a key tells of its refusals`(_ operation: Operation) {
    for status in ["401", "403"] { #expect(operation.statuses.contains(status)) }
    #expect(operation.statuses.contains("429") == operation.route?.isMetered(operation.method))
    #expect(operation.statuses.contains { $0 == "503" || $0 == "529" })
    if operation.view["requestBody"] != nil {
      for status in ["400", "413", "415"] { #expect(operation.statuses.contains(status)) }
    }
  }

  // MARK: - The document itself

  @Test func `the version is the program's, and nothing is named twice`() {
    let document = Self.document
    #expect(document["openapi"]?.string == "3.1.0")
    #expect(document["info"]?["version"]?.string == "1.2.3")
    let operations = Self.operations.compactMap { $0.view["operationId"]?.string }
    #expect(Set(operations).count == Self.operations.count)
    for object in [document["paths"]].compactMap({ $0 }) + (document["components"]?.members.map(\.value) ?? []) {
      let names = object.members.map(\.key.string)
      #expect(Set(names).count == names.count, "\(names)")
    }
  }

  @Test func `every reference leads somewhere, and every component is referred to`() throws {
    var references: Set<String> = []
    func collect(_ view: JSONView) {
      for element in view.elements { collect(element) }
      for (key, value) in view.members {
        if key == "$ref", let reference = value.string { references.insert(reference) } else { collect(value) }
      }
    }
    collect(Self.document)
    var named: Set<String> = []
    for (section, members) in Self.document["components"]?.members ?? [] where section.string != "securitySchemes" {
      for member in members.members { named.insert("#/components/\(section.string)/\(member.key.string)") }
    }
    // Told of in words: these are the data of events, which have no schema in a document of this kind.
    let events = ["ChatCompletionChunk", "ResponseEvent", "MessageEvent"].map { "#/components/schemas/\($0)" }
    #expect(references.subtracting(named).isEmpty, "\(references.subtracting(named))")
    #expect(named.subtracting(references).subtracting(events).isEmpty, "\(named.subtracting(references))")
  }

  @Test func `whoever has the document is told so`() {
    let document = OpenAPIDocument(version: "1.2.3")
    #expect(document.entityTag != OpenAPIDocument(version: "1.2.4").entityTag)
    for known in [["*"], [document.entityTag], ["\"x\", \(document.entityTag)"], ["W/\(document.entityTag)"]] {
      #expect(document.isKnown(known))
    }
    for unknown in [[], ["\"x\""], ["1.2.3"], [""]] { #expect(!document.isKnown(unknown)) }
  }

  // MARK: - Fields

  /// The fields that a schema describes.
  private func fields(_ schema: StaticString) -> Set<String> {
    Set(Self.document["components"]?["schemas"]?[schema]?["properties"]?.members.map(\.key.string) ?? [])
  }

  @Test func `requests are described with the fields that are read`() {
    #expect(fields("ChatCompletionRequest") == ChatRequestReader.known)
    #expect(fields("CompletionRequest") == CompletionsReader.known)
    #expect(fields("EmbeddingRequest") == EmbeddingsRequest.known)
    #expect(fields("ImageRequest") == Images.known)
    #expect(fields("SpeechRequest") == Speech.known)
    #expect(fields("TranscriptionRequest") == Transcriptions.known)
    #expect(fields("ResponseRequest") == ResponsesRequestReader.known)
    #expect(fields("MessageRequest") == MessagesRequestReader.known)
    #expect(fields("OllamaChatRequest") == OllamaChatReader.known)
    #expect(fields("OllamaGenerateRequest") == OllamaGenerateReader.known)
    #expect(fields("OllamaOptions") == OllamaSettings.known)
    #expect(fields("GenerateContentRequest") == NativeKeys.request.union(["contents", "systemInstruction", "tools"]))
    #expect(fields("GenerationConfig") == NativeKeys.generationConfig)
    #expect(fields("GeminiPart") == NativeKeys.partData.union(NativeKeys.partMetadata))
    #expect(fields("GeminiTool") == NativeKeys.tool)
  }
}
