/// The rest of OpenAI's API: what is asked with one call and answered with one body or stream.
enum OpenAIEndpoint: String, CaseIterable {
  case completions
  case embeddings
  case images = "images/generations"
  case transcriptions = "audio/transcriptions"
  case speech = "audio/speech"
}
