/// What a client's request becomes on its way to Google, without sending it.
///
/// Takes the same steps as the server, with nothing remembered of earlier answers.
package struct DryRun: Sendable {
  package let model: ModelID
  /// The path and query of the upstream request.
  package let target: String
  package let body: [UInt8]
  /// What was dropped or changed for the client.
  package let adjustments: [Adjustment]
  /// How often Google is asked: once for each prompt, of which `body` has the first.
  package let calls: Int
  /// What the server would fetch first; in `body` it is still named.
  package let fetches: [String]

  /// The surroundings of a request that decide what becomes of it.
  package struct Settings: Sendable {
    package var upstream = UpstreamKind.codeAssist
    package var project: String?
    package var location = "us-central1"
    package var names = ModelNames()
    package var systemPrompt: SystemPrompt?
    /// What the path of a native request names.
    package var target: NativeTarget?

    package init() {}
  }

  /// Throws what the client would be told.
  package init<D: Dialect>(_ dialect: D.Type, _ body: [UInt8], settings: Settings = Settings()) throws(TranslationError)
  {
    var context = RequestContext(id: "dry-run", created: 0)
    context.target = settings.target
    var request = try D.request(body, context: &context)
    fetches = request.mediaReferences.map(\.url)
    calls = request.prompts.count
    request.model = ModelCatalogue.standard.resolve(settings.names.resolve(request.model), on: settings.upstream)
    guard let model = ModelID(request.model) else {
      throw TranslationError(path: "model", message: "'\(request.model.prefix(128))' is not a model name.")
    }
    self.model = model
    if let prompt = settings.systemPrompt { request = request.applying(prompt, context: &context) }
    let origin = SignatureOrigin(kind: settings.upstream, account: "")
    request = request.restoringSignatures([:], from: origin, context: &context)
    request = request.adapted(to: model, context: &context).limited(to: settings.upstream, context: &context)
    let service: UpstreamService
    switch settings.upstream {
    case .codeAssist: service = .codeAssist(project: settings.project)
    case .aiStudio: service = .aiStudio
    case .vertexAI: service = .vertex(project: settings.project ?? "PROJECT", location: settings.location)
    }
    let envelope = Envelope(service, userPromptID: context.id)
    target = envelope.target(model: model, stream: request.isStreaming)
    self.body = envelope.body(model: model, request: request).joined
    adjustments = context.adjustments
  }
}
