/// Forms of an answer that a scenario can ask for, whatever the request says.
enum AnswerShape: Sendable {
  case text
  case thoughts
  case call
  case parallelCalls
  case parallelCallsInTwoEvents
  case textThenCall
  case callWithoutID
  case callUnsigned
  case callWithoutArguments
  case image
  case countsLast
  case retired
  case emptyCandidates
  case noResponse
  case blocked
  case noFinish
  case finish(String)
}
