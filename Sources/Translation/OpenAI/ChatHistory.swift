/// Makes turns of the messages: each model turn with calls is followed by one user turn with their results.
///
/// Clients repeat ids, leave them out, send results out of order or not at all; Gemini refuses all of that. Results are
/// looked for by id near their call, then by id anywhere, then by name, then by place. All of it in linear time.
struct ChatHistory {
  private var entries: [ChatEntry] = []
  private var names: ToolNames
  /// The positions of the results that answer the calls of an entry, in the order of its calls.
  private var answers: [Int: [Int?]] = [:]
  private var claimed: Set<Int> = []

  init(names: ToolNames) {
    self.names = names
  }

  mutating func add(_ entry: ChatEntry) {
    entries.append(entry)
  }

  mutating func write(
    into request: inout GenerateRequest, context: inout RequestContext
  ) throws(TranslationError) {
    match()
    var hasAnswered = false
    for (position, entry) in entries.enumerated() {
      switch entry {
      case .system(let parts):
        // In the middle of a conversation its place matters, and so does what upstream has cached before it.
        if hasAnswered {
          if !parts.isEmpty { context.adjust(.converted, "system") }
          append(parts, as: .user, to: &request)
        } else {
          request.systemInstruction += parts
        }
      case .user(let parts): append(parts, as: .user, to: &request)
      case .assistant(let parts, let calls):
        hasAnswered = true
        append(parts + calls.map { .call(call($0)) }, as: .model, to: &request)
        if !calls.isEmpty { results(of: calls, at: position, to: &request, context: &context) }
      case .result(let result):
        guard !claimed.contains(position) else { continue }
        // Without the call it answers, a result can only be told as text.
        context.adjust(.converted, "tool_result")
        guard !result.text.isEmpty || !result.media.isEmpty else { continue }
        append([.text(JSONText("[tool result] ")), .text(result.text)] + result.media, as: .user, to: &request)
      }
    }
    request.tools.names = names
    try complete(&request, context: &context)
  }

  // MARK: Matching

  private mutating func match() {
    var open: [(entry: Int, call: Int)] = []
    var byID: [String: [Int]] = [:]
    var window: Int?
    var free: [Int] = []
    // First by id, between one turn with calls and the next.
    var pending: [String: [Int]] = [:]
    for (position, entry) in entries.enumerated() {
      switch entry {
      case .assistant(_, let calls) where !calls.isEmpty:
        window = position
        answers[position] = Array(repeating: nil, count: calls.count)
        pending = [:]
        for (index, call) in calls.enumerated().reversed() {
          if let id = call.id { pending[id, default: []].append(index) }
        }
      case .result(let result):
        if let window, let id = result.id, let index = pending[id]?.popLast() {
          answers[window]?[index] = position
          claimed.insert(position)
        } else {
          free.append(position)
          if let id = result.id { byID[id, default: []].append(position) }
        }
      default: break
      }
    }
    guard !free.isEmpty else { return }
    // Then by id anywhere.
    byID = byID.mapValues { $0.reversed() }
    var ids: Set<String> = []
    for (position, entry) in entries.enumerated() {
      guard case .assistant(_, let calls) = entry, let found = answers[position] else { continue }
      ids.formUnion(calls.compactMap(\.id))
      for (index, call) in calls.enumerated() where found[index] == nil {
        if let id = call.id, let result = byID[id]?.popLast() {
          answers[position]?[index] = result
          claimed.insert(result)
        } else {
          open.append((position, index))
        }
      }
    }
    matchByPlace(open, known: ids)
  }

  /// What is left: by name within reach of its call, then whatever comes next. One more result of a call whose id is
  /// `known` answers no other.
  private mutating func matchByPlace(_ open: [(entry: Int, call: Int)], known: Set<String>) {
    var calls = open[...]
    var waiting = ChatPendingCalls()
    for (position, entry) in entries.enumerated() {
      if case .assistant(_, let list) = entry, !list.isEmpty {
        waiting = ChatPendingCalls()
        while let next = calls.first, next.entry == position {
          waiting.add(entry: next.entry, call: next.call, name: list[next.call].name)
          calls = calls.dropFirst()
        }
      } else if case .result(let result) = entry, !claimed.contains(position),
        !(result.id.map(known.contains) ?? false), let call = waiting.take(named: result.name)
      {
        answers[call.entry]?[call.call] = position
        claimed.insert(position)
      }
    }
  }

  // MARK: Turns

  private mutating func call(_ call: ChatEntry.Call) -> FunctionCall {
    FunctionCall(
      name: names.upstream(call.name), id: Self.upstreamID(call.id), arguments: call.arguments,
      signature: call.signatures.first(where: Self.isSignature), clientID: call.id)
  }

  /// Bytes in base64 of either alphabet, as the documented bypass values are too; other vendors' marks are not.
  static func isSignature(_ text: String) -> Bool {
    text.utf8.allSatisfy { Base64.isStandard($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  /// An id of ours means nothing upstream; one of upstream's goes back as it came.
  private static func upstreamID(_ id: String?) -> String? {
    guard let id, !CallIDSeed.isMade(id) else { return nil }
    return id
  }

  private mutating func results(
    of calls: [ChatEntry.Call], at position: Int, to request: inout GenerateRequest, context: inout RequestContext
  ) {
    var parts: [Part] = []
    for (index, call) in calls.enumerated() {
      var response = FunctionResponse(
        name: names.upstream(call.name), id: Self.upstreamID(call.id), response: FunctionPayload.missing)
      if let answer = answers[position]?[index], case .result(let result) = entries[answer] {
        response.response = FunctionPayload.response(result.text, isError: result.isError)
        response.media = result.media
      } else {
        context.adjust(.converted, "tool_calls")
      }
      parts.append(.response(response))
    }
    request.contents.append(Content(role: .user, parts: parts))
  }

  /// Adds parts to the last turn if its role is the same: merged as separate parts, so no character is added.
  ///
  /// Results stay alone in their turn: what follows them is no part of the answer to the calls.
  private func append(_ parts: [Part], as role: Content.Role, to request: inout GenerateRequest) {
    guard !parts.isEmpty else { return }
    if let last = request.contents.indices.last, request.contents[last].role == role,
      !(request.contents[last].parts.first?.isResponse ?? false)
    {
      request.contents[last].parts += parts
    } else {
      request.contents.append(Content(role: role, parts: parts))
    }
  }

  /// Gemini wants at least one turn, the first of them the user's.
  private func complete(
    _ request: inout GenerateRequest, context: inout RequestContext
  ) throws(TranslationError) {
    if request.contents.isEmpty {
      guard !request.systemInstruction.isEmpty else {
        throw TranslationError(path: "messages", message: "must contain at least one message with text.")
      }
      context.adjust(.converted, "system")
      request.contents = [Content(role: .user, parts: request.systemInstruction)]
    } else if request.contents[0].role == .model {
      context.adjust(.converted, "messages")
      request.contents.insert(.goOn, at: 0)
    }
  }
}
