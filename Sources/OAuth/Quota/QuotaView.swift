package import Translation

/// What Google says is left of an account's quotas (`retrieveUserQuota`).
///
/// Advice, not a promise: Google may refuse before it says zero.
package struct QuotaView: Sendable, Hashable {
  /// Further ones in an answer are not taken.
  package static let maximumBuckets = 256

  package let buckets: [QuotaBucket]

  /// Nil for what is no such answer.
  package init?(_ body: [UInt8]) {
    guard let view = try? JSONDocument.parse(body), view.kind == .object else { return nil }
    buckets = Array((view["buckets"]?.elements.lazy.compactMap { QuotaBucket($0) }.prefix(Self.maximumBuckets)) ?? [])
  }

  /// The limits of requests, which are those that stop one.
  package var requestBuckets: [QuotaBucket] { buckets.filter(\.isForRequests) }

  /// The models of which nothing is left, under the names that they are told apart by, and when that ends.
  package func usedUp(at now: UnixTime) -> [String: UnixTime] {
    var resets: [String: UnixTime] = [:]
    for bucket in requestBuckets where bucket.isUsedUp(at: now) {
      guard let reset = bucket.reset else { continue }
      let name = ModelCatalogue.commonName(of: bucket.model)
      // Of several limits of one model the last to end counts.
      resets[name] = max(resets[name] ?? reset, reset)
    }
    return resets
  }

  /// The models that it speaks of.
  package var models: [ModelEntry] {
    var seen: Set<String> = []
    return requestBuckets.filter { seen.insert($0.model).inserted }.compactMap {
      ModelEntry(learned: $0.model, on: .codeAssist)
    }
  }

  /// When the first of its models comes back, where nothing is left of any.
  package func nothingLeft(at now: UnixTime) -> UnixTime? {
    let names = Set(requestBuckets.map { ModelCatalogue.commonName(of: $0.model) })
    let resets = usedUp(at: now)
    return names.count == resets.count ? resets.values.min() : nil
  }
}
