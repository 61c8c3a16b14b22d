/// A change to a request that is known to help against one complaint of Google's.
package enum Repair: Sendable, Hashable, CaseIterable {
  /// Without penalties, which some models do not know (CF-P7).
  case withoutPenalties
  case withoutLogprobs
  /// JSON asked for in words, by models that take no format beside tools.
  case formatInWords
  /// A schema that asks less (CF-S25).
  case relaxedSchema
  /// A turn of the user's after an answer that was begun, for models that begin their answers themselves (CF-M8).
  case continued
  /// The documented bypass value in place of signatures that were refused (CF-G2).
  case bypassedSignatures
  /// Whatever the model thinks best about thinking.
  case withoutThinking
}
