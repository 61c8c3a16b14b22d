internal import Translation
package import Transport

extension Upstream {
  /// The cheapest call for which everything has to be right: counting the tokens of one word.
  package func probe(_ name: String, as credential: UpstreamCredential) async -> TransportRequest? {
    guard let model = ModelID(name) else { return nil }
    var request = GenerateRequest(model: name, isStreaming: false)
    request.contents = [Content(role: .user, parts: [.text(JSONText("hello"))])]
    let context = RequestContext(id: "", created: 0)
    return await countRequest(for: FittedRequest(request, context, model: model, credential: credential, sessionID: ""))
  }
}
