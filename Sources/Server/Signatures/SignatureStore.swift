internal import Glibc
package import Translation
internal import Transport

/// The signatures of calls, so that clients which drop them are served all the same. Shared by all reactors.
///
/// One lock, taken once for the look-ups of a request and once for each event that brings signatures. What is new is
/// also kept as the bytes of a log, for whoever stores it on disk.
package final class SignatureStore: Sendable {
  private struct State {
    var table: SignatureTable
    /// Records that are not on disk yet.
    var pending: [UInt8] = []
  }

  /// Records beyond it are kept in memory only: the disk is slower than the clients.
  private static let maximumPending = 8 << 20

  private let state: Lock<State>
  private let isPersistent: Bool
  private let now: @Sendable () -> Int64
  private let onNews: @Sendable () -> Void

  /// `now` in seconds since 1970; `onNews` is called, from any thread, when there is something to store.
  package init(
    table: SignatureTable = SignatureTable(), now: @escaping @Sendable () -> Int64 = unixTime,
    onNews: (@Sendable () -> Void)? = nil
  ) {
    state = Lock(State(table: table))
    self.now = now
    isPersistent = onNews != nil
    self.onNews = onNews ?? {}
  }

  /// Seconds since 1970.
  @Sendable package static func unixTime() -> Int64 { Int64(time(nil)) }

  /// Remembers what came with an answer to `client`.
  package func remember(
    _ signatures: some Collection<CallSignature>, client: String, model: String, origin: SignatureOrigin
  ) {
    guard !signatures.isEmpty else { return }
    let time = now()
    let records = signatures.map { signature in
      SignatureRecord(
        key: SignatureKey(client: client, callID: signature.callID),
        value: RememberedSignature(
          function: signature.function, model: model, origin: origin, signature: signature.signature),
        time: time)
    }
    var bytes: [UInt8] = []
    if isPersistent { for record in records where record.isReasonable { SignatureLog.append(record, to: &bytes) } }
    state.withLock { state in
      for record in records { _ = state.table.insert(record, now: time) }
      if state.pending.count + bytes.count <= Self.maximumPending { state.pending += bytes }
    }
    if isPersistent { onNews() }
  }

  /// What is remembered of these calls of `client`, by call id.
  package func signatures(for callIDs: [String], client: String) -> [String: RememberedSignature] {
    guard !callIDs.isEmpty else { return [:] }
    let time = now()
    return state.withLock { state in
      guard state.table.count > 0 else { return [:] }
      var found: [String: RememberedSignature] = [:]
      for id in callIDs {
        found[id] = state.table.signature(for: SignatureKey(client: client, callID: id), now: time)
      }
      return found
    }
  }

  /// Hands over the records that are not on disk yet, as the bytes of a log.
  package func takePending() -> [UInt8] {
    state.withLock { state in
      defer { state.pending = [] }
      return state.pending
    }
  }
}
