/// What a client asked of the form of its answer.
package struct ReplyOptions: Sendable, Equatable {
  /// Whether a stream ends with the token counts.
  package var includesUsage = false

  /// Whether calls are told in the form that `tools` replaced.
  package var usesFunctionCall = false
  /// Whether only the first call of an answer is handed on.
  package var isLimitedToOneCall = false
  /// Whether thoughts stand in `<think>` tags before the text, for clients that know no other place.
  package var tagsThoughts = false
  /// Whether the client asked to see thoughts, and takes the signatures that come with them.
  package var wantsThoughts = true
  /// Whether the thoughts' own text is left out.
  package var omitsThoughts = false
  /// Whether the client keeps signatures for its next request.
  package var wantsSignatures = false
  /// What a response object repeats; nil in dialects that have none.
  package var response: Response?
  /// Texts that end the answer, beyond those that Gemini looks for itself.
  package var stops: [String] = []
  /// What stands before the answer, as the inside of a JSON string.
  package var echo: [UInt8] = []
  /// The answers before this one, where one request has several prompts.
  package var series = AnswerSeries()
  /// Whether images are sent as `data:` URLs and not as base64 alone.
  package var sendsImageURLs = false
  /// What a transcript is to be.
  package var transcriptForm = TranscriptForm.json
  /// What a spoken answer is to be.
  package var audioForm = AudioForm.wav

  package init() {}

  /// What a response object repeats of its request.
  package struct Response: Sendable, Equatable {
    /// Members, each after a comma.
    var echo: [UInt8]
    /// Whether the response is to be kept.
    var isStored: Bool
    /// The items that were asked with, separated by commas; nil where they are too much to be kept.
    var input: [UInt8]?
  }
}
