extension GenerateRequest {
  /// The request without what one of the services has no field for and would refuse it for.
  package func limited(to kind: UpstreamKind, context: inout RequestContext) -> GenerateRequest {
    guard kind == .aiStudio, let rest = native?.publicRest else { return self }
    var request = self
    request.native?.rest = rest
    for name in native?.vertexOnly ?? [] { context.adjust(.dropped, name) }
    return request
  }
}
