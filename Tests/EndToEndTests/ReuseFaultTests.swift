import GeminiProxy
import Glibc
import LoopbackServers
import OAuth
import Testing
import Translation
import Transport

/// Connections to Google that are used again and turn out to be dead, over real sockets.
@Suite(.timeLimit(.minutes(3))) struct ReuseFaultTests {
  /// How a connection dies at its second request.
  enum Death: CaseIterable {
    case silently, byReset, insideTheHead, beforeTheBody, insideTheFirstEvent, afterSomeText

    /// What a client may not see twice has gone.
    var isTooLate: Bool { self == .afterSomeText }
  }

  private static func event(_ text: String, isLast: Bool = true) -> String {
    let reason = isLast ? #","finishReason": "STOP""# : ""
    return #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "\#(text)"}]}\#(reason)}]}}"#
  }

  private static func head(_ isStream: Bool, length: Int) -> String {
    "HTTP/1.1 200 OK\r\nContent-Type: \(isStream ? "text/event-stream" : "application/json")\r\n"
      + "Content-Length: \(length)\r\n\r\n"
  }

  private static func body(_ json: String, _ isStream: Bool) -> String {
    isStream ? "data: \(json)\r\n\r\n" : json
  }

  private static func readRequest(_ connection: Int32) -> (head: String, isGenerate: Bool)? {
    let head = RawServer.readHead(connection)
    guard !head.isEmpty else { return nil }
    let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.split(separator: ":")[1].drop { $0 == " " }) }
    _ = RawServer.read(connection, count: length ?? 0)
    return (head, head.contains("enerateContent"))
  }

  private static func die(_ connection: Int32, _ death: Death, _ isStream: Bool) {
    let answer = body(event("never"), isStream)
    switch death {
    case .silently: break
    case .byReset:
      var hard = linger(l_onoff: 1, l_linger: 0)
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    case .insideTheHead: RawServer.write(connection, "HTTP/1.1 20")
    case .beforeTheBody: RawServer.write(connection, head(isStream, length: answer.utf8.count))
    case .insideTheFirstEvent:
      RawServer.write(connection, head(isStream, length: answer.utf8.count) + answer.prefix(60))
    case .afterSomeText:
      let half = body(event("half", isLast: false), isStream)
      RawServer.write(connection, head(isStream, length: 10_000) + half)
    }
  }

  @Test(arguments: Death.allCases, [true, false])
  func `CF-X18 a reused connection that dies is asked again before the first byte, told after it`(
    _ death: Death, _ stream: Bool
  ) async throws {
    let generated = Lock(0)
    let deathNumber = Lock<Int?>(nil)
    let server = try RawServer { connection in
      var count = 0
      while let request = Self.readRequest(connection) {
        count += 1
        guard request.isGenerate else {
          let profile = #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":"p"}"#
          RawServer.write(connection, Self.head(false, length: profile.utf8.count) + profile)
          continue
        }
        let number = generated.withLock { number in
          number += 1
          return number
        }
        let isStream = request.head.contains("alt=sse")
        // The first that comes over a connection which an earlier request has left.
        let dies = deathNumber.withLock { died in
          guard count > 1, number > 1, died == nil else { return false }
          died = number
          return true
        }
        if dies { return Self.die(connection, death, isStream) }
        let answer = Self.body(Self.event("answer \(number)."), isStream)
        RawServer.write(connection, Self.head(isStream, length: answer.utf8.count) + answer)
      }
    }
    var endpoints = GoogleEndpoints()
    let url = "http://127.0.0.1:\(server.port)"
    endpoints.codeAssist = url
    endpoints.token = url + "/token"
    endpoints.userInfo = url + "/userinfo"
    endpoints.revoke = url + "/revoke"
    endpoints.resourceManager = url
    let addresses = endpoints
    try await Stage.run(reactors: 1, configure: { $0.use(addresses) }) { stage in
      func ask() async throws -> ReceivedAnswer {
        await ReceivedAnswer(try await stage.client.stream(stage.chat("x", stream: stream)))
      }
      var met: ReceivedAnswer?
      for number in 1...50 where met == nil {
        let answer = try await ask()
        if deathNumber.withLock({ $0 }) != nil {
          met = answer
        } else {
          #expect(answer.text.contains("answer \(number)."))
        }
      }
      let answer = try #require(met, "no connection was used again")
      let number = try #require(deathNumber.withLock { $0 })
      if death.isTooLate, stream {
        let chat = try StreamedChat(answer.bytes)
        #expect(answer.status == 200 && chat.text == "half" && chat.error != nil && chat.finishReasons.isEmpty)
        #expect(generated.withLock { $0 } == number)
      } else {
        // Of a whole answer nothing has gone to the client until all of it is here.
        #expect(answer.status == 200 && answer.text.contains("answer \(number + 1)."), "\(answer.text)")
        #expect(!answer.text.contains("error") && !answer.text.contains("never") && !answer.text.contains("half"))
        #expect(generated.withLock { $0 } == number + 1)
      }
    }
  }
}
