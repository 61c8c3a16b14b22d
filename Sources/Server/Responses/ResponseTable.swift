internal import DequeModule
internal import Translation

/// Responses by client and id, bounded by their bytes and their number; the oldest go first.
struct ResponseTable {
  struct Key: Hashable {
    let client: String
    let id: String
  }

  private var responses: [Key: StoredResponse] = [:]
  /// Which response an item belongs to, by the client and the item's id.
  private var owners: [Key: (response: Key, index: Int)] = [:]
  /// Oldest first; what was deleted leaves its place behind until it comes to the front.
  private var order: Deque<Key> = []
  private(set) var bytes = 0
  private var bytesOfClients: [String: Int] = [:]
  private let maximumBytes: Int
  private let maximumCount: Int

  init(maximumBytes: Int, maximumCount: Int) {
    self.maximumBytes = maximumBytes
    self.maximumCount = maximumCount
  }

  var count: Int { responses.count }

  mutating func insert(_ response: StoredResponse, client: String) {
    let key = Key(client: client, id: response.id)
    // A client may fill a quarter, and one response an eighth of that: what is others' stays.
    guard responses[key] == nil, response.cost <= maximumBytes / 32 else { return }
    while bytesOfClients[client, default: 0] + response.cost > maximumBytes / 4,
      let oldest = order.first(where: { $0.client == client && responses[$0] != nil })
    {
      _ = remove(oldest)
    }
    responses[key] = response
    bytes += response.cost
    bytesOfClients[client, default: 0] += response.cost
    order.append(key)
    for (index, output) in response.output.enumerated() {
      owners[Key(client: client, id: output.id)] = (key, index)
    }
    while bytes > maximumBytes || responses.count > maximumCount, let oldest = order.first {
      _ = remove(oldest)
      order.removeFirst()
    }
    // A client that deletes all it makes must not grow the queue for ever.
    if order.count > 2 * responses.count + 64 { order.removeAll { responses[$0] == nil } }
  }

  func response(_ id: String, client: String) -> StoredResponse? { responses[Key(client: client, id: id)] }

  func item(_ id: String, client: String) -> [UInt8]? {
    guard let owner = owners[Key(client: client, id: id)] else { return nil }
    return responses[owner.response]?.output[owner.index].item
  }

  /// Whether there was such a response.
  mutating func remove(_ id: String, client: String) -> Bool { remove(Key(client: client, id: id)) }

  private mutating func remove(_ key: Key) -> Bool {
    guard let response = responses.removeValue(forKey: key) else { return false }
    bytes -= response.cost
    let rest = bytesOfClients[key.client, default: 0] - response.cost
    bytesOfClients[key.client] = rest > 0 ? rest : nil
    for output in response.output { owners[Key(client: key.client, id: output.id)] = nil }
    return true
  }
}
