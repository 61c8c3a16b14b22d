package import Translation
package import Transport

extension AccountPool {
  /// What an account is wanted for.
  package struct Query: Sendable {
    package var model: String
    package var conversation: ConversationKey?
    /// Whether the conversation has had an answer before, which ties it to its account.
    package var isContinued = false
    /// The account that signed the calls of the tool loop in progress.
    package var signer: String?
    /// Those that this request has asked.
    package var tried: [String] = []
    /// The services that have the model.
    package var kinds = UpstreamKind.all

    package init(model: String) {
      self.model = model
    }
  }

  package enum Choice: Sendable, Equatable {
    case account(PoolAccount)
    case none(Shortage)
  }

  /// Why there is none.
  package enum Shortage: Sendable, Equatable {
    /// There are none at all for this call.
    case empty
    /// Some that could be asked were asked by this request.
    case allTried
    /// All wait; this is what the first of them waits for.
    case cooling(PoolObstacle)
    /// The model is not asked by anybody before then.
    case overloaded(until: MonotonicInstant)
    /// None may be used.
    case refused(PoolObstacle)
  }
}
