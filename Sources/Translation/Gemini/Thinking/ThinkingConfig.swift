/// How a model is to think, in the words of that model: never a budget and a level together, which is refused.
package struct ThinkingConfig: Sendable, Equatable {
  package var budget: Int?
  package var level: ThinkingRequest.Effort?
  package var includesThoughts: Bool?

  /// Below this many tokens an answer would be used up by thinking that nobody asked for.
  static let smallAnswer = 2048

  /// What `request` means for a model; nil if nothing is to be said. `limit` is the most tokens the answer may have.
  init?(
    _ request: ThinkingRequest, for traits: ModelTraits, limit: Int?, context: inout RequestContext
  ) {
    var wanted = request
    if case .absent = traits.thinking {
      if !request.isEmpty { context.adjust(.dropped, "thinking") }
      return nil
    }
    if !request.hasAmount, let limit, limit <= Self.smallAnswer {
      wanted.effort = .off
    } else if request.isEmpty {
      return nil
    }
    switch traits.thinking {
    case .absent: return nil
    case .budget(let range, let canBeOff):
      budget = Self.budget(wanted, range, canBeOff, limit: limit, context: &context)
    case .levels(let levels):
      level = Self.level(wanted, levels, context: &context)
    }
    let isOff = budget == 0 || wanted.level ?? wanted.effort == .off || wanted.budget == 0
    includesThoughts = request.includesThoughts ?? (request.hasAmount ? !isOff : nil)
    if isOff, includesThoughts == true { includesThoughts = false }
  }

  private static func budget(
    _ request: ThinkingRequest, _ range: ClosedRange<Int>, _ canBeOff: Bool, limit: Int?,
    context: inout RequestContext
  ) -> Int? {
    let wanted: Int
    if let budget = request.budget {
      wanted = budget
    } else {
      switch request.level ?? request.effort {
      case nil: return nil
      case .off: wanted = 0
      case .minimal, .low: wanted = 1024
      case .medium: wanted = 8192
      case .high: wanted = 24_576
      case .maximum: wanted = range.upperBound
      }
    }
    if wanted < 0 { return -1 }
    if wanted == 0, canBeOff { return 0 }
    var budget = wanted
    // Thoughts count against the limit: half of it is kept for what can be seen.
    if let limit, budget >= limit { budget = limit / 2 }
    budget = min(max(budget, range.lowerBound), range.upperBound)
    if budget != wanted { context.adjust(.clamped, "thinking_budget") }
    return budget
  }

  private static func level(
    _ request: ThinkingRequest, _ levels: [ThinkingRequest.Effort], context: inout RequestContext
  ) -> ThinkingRequest.Effort? {
    let wanted: ThinkingRequest.Effort
    if let word = request.level {
      wanted = word
    } else if let budget = request.budget {
      switch budget {
      case ..<0: return nil
      case 0: wanted = .off
      case ...1024: wanted = .low
      case ...8192: wanted = .medium
      default: wanted = .high
      }
    } else if let effort = request.effort {
      wanted = effort
    } else {
      return nil
    }
    let level = levels.first { $0 >= wanted } ?? levels.last
    if level != wanted { context.adjust(.clamped, "thinking_level") }
    return level
  }

  func write(into output: inout [UInt8]) {
    var members: [[UInt8]] = []
    if let includesThoughts { members.append(Array("\"includeThoughts\":\(includesThoughts)".utf8)) }
    if let level {
      members.append(Array("\"thinkingLevel\":\"\(level)\"".utf8))
    } else if let budget {
      members.append(Array("\"thinkingBudget\":\(budget)".utf8))
    }
    output.append(UInt8(ascii: "{"))
    output.append(contentsOf: members.joined(separator: [UInt8(ascii: ",")]))
    output.append(UInt8(ascii: "}"))
  }
}
