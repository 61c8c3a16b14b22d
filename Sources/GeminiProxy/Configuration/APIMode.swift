/// Which of Google's services answers.
public enum APIMode: String, Sendable, CaseIterable {
  /// Gemini Code Assist, with Google sign-in.
  case codeAssist = "code_assist"
  /// The Gemini API, with an API key.
  case aiStudio = "ai_studio"
  /// Vertex AI, with a service account or a user's default credentials.
  case vertexAI = "vertex_ai"
}
