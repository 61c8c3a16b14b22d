/// The output of a response, item after item: as events of a stream, or gathered for a whole answer.
///
/// One item is open at a time, and whatever is done has been added before: some clients stop at anything else.
struct ResponsesItems {
  enum Kind {
    case message, refusal, reasoning
  }

  let isStreaming: Bool
  /// What makes the ids of the items those of this response.
  private let suffix: String
  private(set) var done: [(id: String, item: [UInt8])] = []
  private(set) var open: Kind?
  private var sequence = 0
  private var id = ""
  /// The text of the open item, as the inside of a JSON string.
  private var inside: [UInt8] = []
  /// What stands between the number and the text of each delta of the open item.
  private var middle: [UInt8] = []
  /// What signs the open thoughts, as the inside of a JSON string.
  var signature: [UInt8] = []

  init(isStreaming: Bool, suffix: String) {
    self.isStreaming = isStreaming
    self.suffix = suffix
  }

  func newID(_ prefix: String) -> String { "\(prefix)_\(suffix)_\(done.count)" }

  // MARK: Events

  /// Appends an event; `members` come after its type and number.
  mutating func event(_ type: StaticString, into output: inout [UInt8], _ members: (inout [UInt8]) -> Void) {
    head(type, into: &output)
    members(&output)
    output.append(literal: "}\n\n")
  }

  private mutating func head(_ type: StaticString, into output: inout [UInt8]) {
    output.append(literal: "event: ")
    output.append(literal: type)
    output.append(literal: "\ndata: {\"type\":\"")
    output.append(literal: type)
    output.append(literal: "\",\"sequence_number\":")
    JSONWriter.integer(sequence, into: &output)
    sequence += 1
  }

  /// Appends an event that concerns the whole of an item.
  private mutating func item(_ type: StaticString, _ item: [UInt8], into output: inout [UInt8]) {
    let index = done.count
    event(type, into: &output) { output in
      output.append(literal: ",\"output_index\":")
      JSONWriter.integer(index, into: &output)
      output.append(literal: ",\"item\":")
      output.append(contentsOf: item)
    }
  }

  /// `,"item_id":…,"output_index":…`
  private func place(_ id: String) -> [UInt8] {
    var place = [UInt8](literal: ",\"item_id\":\"")
    place.append(contentsOf: id.utf8)
    place.append(literal: "\",\"output_index\":")
    JSONWriter.integer(done.count, into: &place)
    return place
  }

  // MARK: Text and thoughts

  /// Appends what `write` appends, the inside of a JSON string, to an item of this kind.
  mutating func append(_ kind: Kind, into output: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    if open != kind { begin(kind, into: &output) }
    let start = inside.count
    write(&inside)
    guard isStreaming else { return }
    switch kind {
    case .message: head("response.output_text.delta", into: &output)
    case .refusal: head("response.refusal.delta", into: &output)
    case .reasoning: head("response.reasoning_summary_text.delta", into: &output)
    }
    output.append(contentsOf: middle)
    output.append(contentsOf: inside[start...])
    output.append(literal: kind == .message ? "\",\"logprobs\":[]}\n\n" : "\"}\n\n")
  }

  mutating func begin(_ kind: Kind, into output: inout [UInt8]) {
    close(into: &output)
    open = kind
    id = newID(kind == .reasoning ? "rs" : "msg")
    middle = place(id)
    guard isStreaming else { return }
    if kind == .reasoning {
      item("response.output_item.added", reasoning(summary: nil, signature: nil), into: &output)
    } else {
      item("response.output_item.added", message(content: [], "in_progress"), into: &output)
    }
    let part = part(kind, annotations: [], isEmpty: true)
    let name: StaticString =
      kind == .reasoning ? "response.reasoning_summary_part.added" : "response.content_part.added"
    middle.append(literal: kind == .reasoning ? ",\"summary_index\":0" : ",\"content_index\":0")
    let place = middle
    event(name, into: &output) { output in
      output.append(contentsOf: place)
      output.append(literal: ",\"part\":")
      output.append(contentsOf: part)
    }
    middle.append(literal: ",\"delta\":\"")
  }

  /// Ends the open item; `annotations` belong to a message. `keepsSignature` says whether the client keeps signatures.
  mutating func close(
    annotations: [[UInt8]] = [], keepsSignature: Bool = false, into output: inout [UInt8]
  ) {
    guard let kind = open else { return }
    open = nil
    let part = part(kind, annotations: annotations, isEmpty: false)
    let item =
      kind == .reasoning
      ? reasoning(summary: part, signature: keepsSignature ? signature : nil) : message(content: part, "completed")
    if isStreaming {
      let place = middle.dropLast(",\"delta\":\"".utf8.count)
      for (index, annotation) in annotations.enumerated() {
        event("response.output_text.annotation.added", into: &output) { output in
          output.append(contentsOf: place)
          output.append(literal: ",\"annotation_index\":")
          JSONWriter.integer(index, into: &output)
          output.append(literal: ",\"annotation\":")
          output.append(contentsOf: annotation)
        }
      }
      let text = inside
      let (type, key): (StaticString, StaticString) =
        switch kind {
        case .message: ("response.output_text.done", ",\"text\":\"")
        case .refusal: ("response.refusal.done", ",\"refusal\":\"")
        case .reasoning: ("response.reasoning_summary_text.done", ",\"text\":\"")
        }
      event(type, into: &output) { output in
        output.append(contentsOf: place)
        output.append(literal: key)
        output.append(contentsOf: text)
        output.append(literal: kind == .message ? "\",\"logprobs\":[]" : "\"")
      }
      event(
        kind == .reasoning ? "response.reasoning_summary_part.done" : "response.content_part.done", into: &output
      ) { output in
        output.append(contentsOf: place)
        output.append(literal: ",\"part\":")
        output.append(contentsOf: part)
      }
      self.item("response.output_item.done", item, into: &output)
    }
    done.append((id, item))
    inside.removeAll(keepingCapacity: true)
    signature.removeAll(keepingCapacity: true)
  }

  /// Leaves the open item as it is and tells of no end: a client that took half of an answer for one would go on from it.
  mutating func breakOff() {
    guard let kind = open else { return }
    open = nil
    let part = part(kind, annotations: [], isEmpty: false)
    done.append(
      (id, kind == .reasoning ? reasoning(summary: part, signature: nil) : message(content: part, "incomplete")))
  }

  /// Moves the item that came last before the message.
  mutating func putLastBeforeMessage() {
    guard let message = done.firstIndex(where: { $0.id.hasPrefix("msg_") }) else { return }
    done.insert(done.removeLast(), at: message)
  }

  private func part(_ kind: Kind, annotations: [[UInt8]], isEmpty: Bool) -> [UInt8] {
    var part: [UInt8]
    switch kind {
    case .message: part = [UInt8](literal: "{\"type\":\"output_text\",\"text\":\"")
    case .refusal: part = [UInt8](literal: "{\"type\":\"refusal\",\"refusal\":\"")
    case .reasoning: part = [UInt8](literal: "{\"type\":\"summary_text\",\"text\":\"")
    }
    if !isEmpty { part += inside }
    part.append(UInt8(ascii: "\""))
    if kind == .message {
      part.append(literal: ",\"annotations\":[")
      part.append(contentsOf: annotations.joined(separator: [UInt8(ascii: ",")]))
      part.append(literal: "],\"logprobs\":[]")
    }
    part.append(UInt8(ascii: "}"))
    return part
  }

  private func message(content: [UInt8], _ status: StaticString) -> [UInt8] {
    var item = [UInt8](literal: "{\"id\":\"")
    item.append(contentsOf: id.utf8)
    item.append(literal: "\",\"type\":\"message\",\"status\":\"")
    item.append(literal: status)
    item.append(literal: "\",\"role\":\"assistant\",\"content\":[")
    item.append(contentsOf: content)
    item.append(literal: "]}")
    return item
  }

  private func reasoning(summary: [UInt8]?, signature: [UInt8]?) -> [UInt8] {
    var item = [UInt8](literal: "{\"id\":\"")
    item.append(contentsOf: id.utf8)
    item.append(literal: "\",\"type\":\"reasoning\",\"summary\":[")
    item.append(contentsOf: summary ?? [])
    item.append(UInt8(ascii: "]"))
    if let signature {
      item.append(literal: ",\"encrypted_content\":")
      if signature.isEmpty {
        item.append(literal: "null")
      } else {
        item.append(UInt8(ascii: "\""))
        item.append(contentsOf: signature)
        item.append(UInt8(ascii: "\""))
      }
    }
    item.append(UInt8(ascii: "}"))
    return item
  }

  // MARK: Other items

  /// Appends an item for a signature without thoughts before it.
  mutating func signed(_ signature: [UInt8], into output: inout [UInt8]) {
    close(into: &output)
    id = newID("rs")
    if isStreaming {
      item("response.output_item.added", reasoning(summary: nil, signature: nil), into: &output)
    }
    let item = reasoning(summary: nil, signature: signature)
    if isStreaming { self.item("response.output_item.done", item, into: &output) }
    done.append((id, item))
  }

  /// The text of an item, which some clients want told by itself.
  struct Told {
    let delta: StaticString
    let done: StaticString
    /// The key of the text, such as `,"arguments":`.
    let key: StaticString
    /// The text as a JSON string.
    let text: [UInt8]
    /// Further members of the event at the end.
    var more: [UInt8] = []
  }

  /// Appends an item that comes in one piece.
  ///
  /// `head` is the item up to where its status goes, `begun` and `ended` are what follows at its beginning and its end.
  mutating func whole(
    id: String, _ head: [UInt8], begun: [UInt8], ended: [UInt8], told: Told? = nil, into output: inout [UInt8]
  ) {
    func item(_ status: StaticString, _ rest: [UInt8]) -> [UInt8] {
      var item = head
      item.append(literal: ",\"status\":\"")
      item.append(literal: status)
      item.append(UInt8(ascii: "\""))
      item += rest
      item.append(UInt8(ascii: "}"))
      return item
    }
    let last = item("completed", ended)
    if isStreaming {
      self.item("response.output_item.added", item("in_progress", begun), into: &output)
      if let told {
        let place = place(id)
        event(told.delta, into: &output) { output in
          output.append(contentsOf: place)
          output.append(literal: ",\"delta\":")
          output.append(contentsOf: told.text)
        }
        event(told.done, into: &output) { output in
          output.append(contentsOf: place)
          output.append(literal: told.key)
          output.append(contentsOf: told.text)
          output.append(contentsOf: told.more)
        }
      }
      self.item("response.output_item.done", last, into: &output)
    }
    done.append((id, last))
  }
}
