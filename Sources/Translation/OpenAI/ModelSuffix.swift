/// What clients that know no other way write behind a model's id.
struct ModelSuffix {
  var model: String
  var effort: ThinkingRequest.Effort?
  var wantsSearch = false

  init(_ requested: String) {
    model = requested
    if let colon = model.lastIndex(of: ":") {
      switch model[colon...] {
      case ":online": wantsSearch = true
      case ":free", ":latest": break
      case ":thinking": effort = .high
      default: return
      }
      model = String(model[..<colon])
    }
    for (suffix, effort) in Self.efforts where model.hasSuffix(suffix) {
      model = String(model.dropLast(suffix.count))
      self.effort = effort
      break
    }
    if model.hasSuffix("-search") {
      model = String(model.dropLast("-search".count))
      wantsSearch = true
    }
  }

  private static let efforts: [(String, ThinkingRequest.Effort)] = [
    ("-nothinking", .off), ("-maxthinking", .maximum), ("-thinking", .high),
  ]
}
