import Glibc
import Testing
import Transport

@testable import Server

struct LongWorkTests {
  @Test func onlyLongWorkLeavesTheEventLoopAndItComesBack_CF_I10() async throws {
    let reactor = try Reactor(name: "long-work")
    let (short, long, back) = await withTaskGroup(of: (Bool, Bool, Bool).self) { group in
      group.addTask(executorPreference: reactor) {
        let here = UInt(pthread_self())
        let short = await LongWork.run(on: LongWork.minimumBytes) { UInt(pthread_self()) == here }
        let long = await LongWork.run(on: LongWork.minimumBytes + 1) { UInt(pthread_self()) == here }
        return (short, long, UInt(pthread_self()) == here)
      }
      return await group.next() ?? (false, true, false)
    }
    #expect(short && !long && back)
    await reactor.shutdown()
  }

  /// Small as they are written, large once every reference is put in place: meanwhile others are served.
  @Test(.timeLimit(.minutes(2)), arguments: ["$ref", #"\u0024ref"#])
  func schemasOfReferencesHoldNobodyUp_CF_S4(spelling: String) async throws {
    let properties = (0..<100).map { ##""p\##($0)":{"\##(spelling)":"#/$defs/E"}"## }.joined(separator: ",")
    let values = (0..<5000).map(String.init).joined(separator: ",")
    let schema = ##"{"properties":{\##(properties)},"$defs":{"E":{"enum":[\##(values)]}}}"##
    let body =
      #"{"model":"m","messages":[{"role":"user","content":"Hello"}],"tools":[{"name":"f","parameters":\#(schema)}]}"#
    try await TestServer.run(handler: TestRoutes.table().handle) { test in
      let port = test.port
      let isAnswered = Lock(false)
      async let answer = onThread {
        let client = try RawClient(port: port)
        try client.send(TestRoutes.request(body, fields: ["Connection: close"]))
        let answer = try client.receive()
        isAnswered.withLock { $0 = true }
        return answer ?? ""
      }
      // All of it on one thread: the pool has the long request to work on.
      async let served = onThread {
        var served = 0
        while !isAnswered.withLock({ $0 }) {
          let client = try RawClient(port: port)
          try client.send("GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
          if try client.receive()?.hasPrefix("HTTP/1.1 200 ") == true { served += 1 }
        }
        return served
      }
      // A handful come before the long request is read.
      let count = try await served
      #expect(count > 15)
      #expect(try await answer.hasPrefix("HTTP/1.1 200 "))
    }
  }
}
