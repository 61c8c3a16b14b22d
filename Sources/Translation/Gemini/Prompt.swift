/// One of several prompts of a request, everything else of which is the same for all.
package struct Prompt: Sendable {
  package var contents: [Content]
  /// What stands before its answer, as the inside of a JSON string.
  package var echo: [UInt8]

  package init(contents: [Content], echo: [UInt8] = []) {
    self.contents = contents
    self.echo = echo
  }
}

extension GenerateRequest {
  /// All prompts in their order, of which nearly every request has one; each is asked by itself.
  package var prompts: [Prompt] { [Prompt(contents: contents, echo: reply.echo)] + furtherPrompts }

  /// The request with one prompt, as the next of its series.
  package func asking(_ prompt: Prompt, in series: AnswerSeries) -> GenerateRequest {
    var request = self
    request.contents = prompt.contents
    request.furtherPrompts = []
    request.reply.echo = prompt.echo
    request.reply.series = series
    return request
  }
}
