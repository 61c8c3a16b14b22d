/// How one attempt at an answer ended.
enum AnswerOutcome {
  /// The client has its answer, or the error that ended it.
  case answered
  /// The client saw nothing of it: asking again may help, else the fault is what to tell.
  case useless(AnswerFault)
}
