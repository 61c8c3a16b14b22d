extension ChatEncoder {
  package mutating func whole(into output: inout [UInt8]) {
    for position in choices.indices { endText(position, into: &output) }
    output.append(UInt8(ascii: "{"))
    output.append(contentsOf: head)
    output.append(literal: ",\"choices\":[")
    let choices = choices.isEmpty ? [ChatChoice(index: 0)] : choices
    for (position, choice) in choices.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      write(choice, into: &output)
    }
    output.append(literal: "],\"usage\":")
    usage.writeOpenAI(into: &output)
    output.append(UInt8(ascii: "}"))
  }

  private func write(_ choice: ChatChoice, into output: inout [UInt8]) {
    let isRefused = !choice.hasContent && !choice.refusal.isEmpty
    output.append(literal: "{\"index\":")
    JSONWriter.integer(choice.index, into: &output)
    output.append(literal: ",\"message\":{\"role\":\"assistant\",\"content\":")
    if !choice.hasContent, choice.callCount > 0 || isRefused || choice.audio.hasBegun {
      output.append(literal: "null")
    } else {
      quoted(choice.content, into: &output)
    }
    if !choice.reasoning.isEmpty {
      output.append(literal: ",\"reasoning_content\":")
      quoted(choice.reasoning, into: &output)
    }
    if choice.callCount > 0 {
      output.append(literal: usesFunctionCall ? ",\"function_call\":" : ",\"tool_calls\":[")
      output.append(contentsOf: choice.calls)
      if !usesFunctionCall { output.append(UInt8(ascii: "]")) }
    }
    if choice.imageCount > 0 {
      output.append(literal: ",\"images\":[")
      output.append(contentsOf: choice.images)
      output.append(UInt8(ascii: "]"))
    }
    writeAudio(of: choice, into: &output)
    if !choice.annotations.isEmpty {
      output.append(literal: ",\"annotations\":")
      output.append(contentsOf: choice.annotations)
    }
    output.append(literal: ",\"refusal\":")
    if isRefused {
      quoted(choice.refusal, into: &output)
    } else {
      output.append(literal: "null")
    }
    output.append(literal: "},\"logprobs\":")
    if choice.logprobs.isEmpty {
      output.append(literal: "null")
    } else {
      choice.writeLogprobs(into: &output)
    }
    output.append(literal: ",\"finish_reason\":\"")
    output.append(literal: choice.finish(usesFunctionCall: usesFunctionCall))
    output.append(literal: "\"}")
  }

  private func quoted(_ inside: [UInt8], into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: inside)
    output.append(UInt8(ascii: "\""))
  }
}
