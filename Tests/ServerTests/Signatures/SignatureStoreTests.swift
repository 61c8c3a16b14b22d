import Testing
import Transport

@testable import Server
@testable import Translation

@Suite(.timeLimit(.minutes(2))) struct SignatureStoreTests {
  private static let origin = SignatureOrigin(kind: .codeAssist, account: "default")

  @Test func `Look-ups, news and batches agree from many threads at once`() async {
    let news = Lock(0)
    let store = SignatureStore(onNews: { news.withLock { $0 += 1 } })
    let log = Lock<[UInt8]>(SignatureLog.head)
    await withTaskGroup(of: Void.self) { group in
      for client in 0..<8 {
        group.addTask { @concurrent in
          for number in 0..<200 {
            let call = CallSignature(callID: "\(number)", function: "f", signature: "\(client)-\(number)")
            store.remember([call], client: "\(client)", model: "m", origin: Self.origin)
            let found = store.signatures(for: ["\(number)", "none"], client: "\(client)")
            #expect(found.count == 1 && found["\(number)"]?.signature == "\(client)-\(number)")
            if number % 50 == 0 { log.withLock { $0 += store.takePending() } }
          }
        }
      }
    }
    log.withLock { $0 += store.takePending() }
    let contents = SignatureLog.read(log.withLock { $0 })
    #expect(contents.records.count == 1600 && !contents.isDamaged)
    #expect(news.withLock { $0 } == 1600)
    #expect(store.takePending().isEmpty)
  }

  @Test func `Without a disk nothing piles up for it`() {
    let store = SignatureStore()
    let call = CallSignature(callID: "a", function: "f", signature: "S")
    store.remember([call], client: "", model: "m", origin: Self.origin)
    #expect(store.takePending().isEmpty)
    #expect(store.signatures(for: ["a"], client: "")["a"]?.signature == "S")
  }

  @Test func `A disk that does not keep up loses batches, never memory`() {
    let store = SignatureStore(onNews: {})
    let signature = String(repeating: "A", count: 60_000)
    for number in 0..<300 {
      let call = CallSignature(callID: "\(number)", function: "f", signature: signature)
      store.remember([call], client: "", model: "m", origin: Self.origin)
    }
    #expect(store.takePending().count <= 8 << 20)
    #expect(store.signatures(for: ["299"], client: "").count == 1)
  }
}
