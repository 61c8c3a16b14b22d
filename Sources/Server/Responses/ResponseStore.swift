package import Translation
internal import Transport

/// Responses that clients may go on from, each visible to the client that made it only; gone with the process.
package final class ResponseStore: Sendable {
  private let table: Lock<ResponseTable>

  package init(maximumBytes: Int = 128 << 20, maximumCount: Int = 10_000) {
    table = Lock(ResponseTable(maximumBytes: maximumBytes, maximumCount: maximumCount))
  }

  package func keep(_ response: StoredResponse, client: String) {
    table.withLock { $0.insert(response, client: client) }
  }

  package func response(_ id: String, client: String) -> StoredResponse? {
    table.withLock { $0.response(id, client: client) }
  }

  /// Whether there was such a response.
  package func delete(_ id: String, client: String) -> Bool { table.withLock { $0.remove(id, client: client) } }

  /// What one client may refer to.
  package func items(of client: String) -> any StoredItems { ClientItems(store: self, client: client) }

  private struct ClientItems: StoredItems {
    let store: ResponseStore
    let client: String

    func history(of responseID: String) -> [UInt8]? { store.response(responseID, client: client)?.history }

    func item(_ id: String) -> [UInt8]? { store.table.withLock { $0.item(id, client: client) } }
  }
}
