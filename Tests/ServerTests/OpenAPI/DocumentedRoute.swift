@testable import Server
@testable import Translation

/// The kinds of paths there are: a new `Route` does not compile until it is named here, and then has to be described.
enum DocumentedRoute: String, CaseIterable {
  case chatCompletions, completions, embeddings, images, transcriptions, speech
  case responses, responseTokens, storedResponse, inputItems
  case messages, messageTokens
  case generateContent, streamGenerateContent, countTokens, embedContent, batchEmbedContents
  case tags, show, chat, generate, version, ps
  case models, model
  case health, ready, metrics, openAPI, root, statusScript, status
  case login, callback, installationCallback, paste, project

  init(_ route: Route) {
    self =
      switch route {
      case .chatCompletions: .chatCompletions
      case .openAI(.completions): .completions
      case .openAI(.embeddings): .embeddings
      case .openAI(.images): .images
      case .openAI(.transcriptions): .transcriptions
      case .openAI(.speech): .speech
      case .responses: .responses
      case .responseTokens: .responseTokens
      case .storedResponse(.response): .storedResponse
      case .storedResponse(.inputItems): .inputItems
      case .messages: .messages
      case .messageTokens: .messageTokens
      case .native(let target):
        switch target.method {
        case .generateContent: .generateContent
        case .streamGenerateContent: .streamGenerateContent
        case .countTokens: .countTokens
        case .embedContent: .embedContent
        case .batchEmbedContents: .batchEmbedContents
        }
      case .ollama(.tags): .tags
      case .ollama(.show): .show
      case .ollama(.chat): .chat
      case .ollama(.generate): .generate
      case .ollama(.version): .version
      case .ollama(.ps): .ps
      case .models: .models
      case .model: .model
      case .health: .health
      case .ready: .ready
      case .metrics: .metrics
      case .openAPI: .openAPI
      case .root: .root
      case .statusScript: .statusScript
      case .status: .status
      case .signIn(.login): .login
      case .signIn(.callback(nil)): .callback
      case .signIn(.callback(.some)): .installationCallback
      case .signIn(.paste): .paste
      case .signIn(.project): .project
      }
  }
}
