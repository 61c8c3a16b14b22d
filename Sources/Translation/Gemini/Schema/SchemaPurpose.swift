/// What a schema is for, which decides what Gemini makes of its keywords.
package enum SchemaPurpose: Sendable {
  /// The arguments of a function: limits become hints for the model.
  case parameters
  /// The form of an answer: limits that are enforced stay, and values keep their kind.
  case response
}
