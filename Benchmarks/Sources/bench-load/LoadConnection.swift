import BenchKit

/// One connection of the load client and the answer being read on it.
final class LoadConnection {
  let index: Int
  let descriptor: Int32
  let plan: StreamPlan
  let request: [UInt8]
  var reader = HTTPMessageReader(isRequest: false)
  var checker: any BodyChecker
  /// Bytes of the request already sent; the whole request at once in practice.
  var sent = 0
  var sentAt: UInt64 = 0
  var isConnected = false
  /// Whether the answer being read has had its first event.
  var hasEvent = false
  /// Complete answers.
  var answers = 0
  /// What an answer with another status than 200 says.
  var refusal: [UInt8] = []

  init(index: Int, descriptor: Int32, options: LoadOptions) {
    self.index = index
    self.descriptor = descriptor
    plan = options.plan(index)
    request = options.request(plan)
    checker = options.checker(plan)
  }
}
