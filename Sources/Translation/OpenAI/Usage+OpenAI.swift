extension Usage {
  /// Appends the counts as OpenAI reports them: cached tokens within the prompt, thoughts within the completion.
  func writeOpenAI(into output: inout [UInt8]) {
    output.append(literal: "{\"prompt_tokens\":")
    JSONWriter.integer(input, into: &output)
    output.append(literal: ",\"completion_tokens\":")
    JSONWriter.integer(self.output, into: &output)
    output.append(literal: ",\"total_tokens\":")
    JSONWriter.integer(input &+ self.output, into: &output)
    output.append(literal: ",\"prompt_tokens_details\":{\"cached_tokens\":")
    JSONWriter.integer(cached, into: &output)
    output.append(literal: "},\"completion_tokens_details\":{\"reasoning_tokens\":")
    JSONWriter.integer(thoughts, into: &output)
    output.append(literal: "}}")
  }
}
