import GeminiProxy
import Glibc
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// A Google that fails three calls in ten, in every way that the simulator knows. Seconds in the core tests; the wide
/// ones set `GEMINI_PROXY_CHAOS_SECONDS`.
@Suite(.timeLimit(.minutes(5))) struct ChaosTests {
  private struct Tally {
    var sent = 0
    var answered = 0
    var refused = 0
    var failedInStream = 0
    var hungUp = 0
    var broken: [String] = []

    static func + (left: Tally, right: Tally) -> Tally {
      Tally(
        sent: left.sent + right.sent, answered: left.answered + right.answered, refused: left.refused + right.refused,
        failedInStream: left.failedInStream + right.failedInStream, hungUp: left.hungUp + right.hungUp,
        broken: left.broken + right.broken)
    }

    mutating func note(_ answer: ReceivedAnswer, stream: Bool) {
      guard !answer.isBroken else { return broken.append("the answer broke off: \(answer.text.suffix(200))") }
      guard answer.status == 200 else {
        let error = try? JSONDocument.parse(answer.bytes)["error"]
        guard error?["message"]?.string?.isEmpty == false else {
          return broken.append("\(answer.status) without a message: \(answer.text.prefix(200))")
        }
        refused += 1
        return
      }
      guard stream else {
        let reason = (try? JSONDocument.parse(answer.bytes))?["choices"]?[0]?["finish_reason"]?.string
        if reason == nil { broken.append("no reason: \(answer.text.prefix(200))") } else { answered += 1 }
        return
      }
      guard let chat = try? StreamedChat(answer.bytes), chat.isDone else {
        return broken.append("no end: \(answer.text.suffix(200))")
      }
      if chat.error != nil {
        failedInStream += 1
      } else if chat.finishReasons.count == 1, chat.text.ranges(of: "one two").count <= 1 {
        answered += 1
      } else {
        broken.append("answered twice, or never: \(chat)")
      }
    }
  }

  private static let seconds = getenv("GEMINI_PROXY_CHAOS_SECONDS").flatMap { Int(String(cString: $0)) } ?? 3

  @Test func `Nothing hangs, nothing is answered twice, every stream ends`() async throws {
    try await Stage.run(
      settings: {
        $0.chaos = 300
        $0.firstByteDelay = .milliseconds(20)
      },
      configure: {
        $0.tokenFile = Secret("")
        $0.accounts = [.simulated("free"), .simulated("licensed"), .simulated("perimeter")]
        $0.retryWaitSeconds = 1
      }
    ) { stage in
      let end = MonotonicInstant.now() + .seconds(Self.seconds)
      let tally = await withTaskGroup(of: Tally.self) { group in
        for lane in 0..<12 { group.addTask { await Self.run(stage, lane: lane, until: end) } }
        return await group.reduce(Tally()) { $0 + $1 }
      }
      #expect(tally.broken.isEmpty, "\(tally.broken.prefix(5))")
      #expect(tally.sent == tally.answered + tally.refused + tally.failedInStream + tally.hungUp + tally.broken.count)
      #expect(tally.answered > tally.sent / 2, "\(tally)")
      let calls = ["free", "licensed", "perimeter"].reduce(0) {
        $0 + stage.simulator.generations(by: "\($1)@example.com")
      }
      #expect(calls >= tally.answered && calls <= tally.sent * 4)
      await stage.expectProxyIsIdle()
    }
  }

  private static func run(_ stage: Stage, lane: Int, until end: MonotonicInstant) async -> Tally {
    var tally = Tally()
    while MonotonicInstant.now() < end {
      let number = tally.sent
      tally.sent += 1
      // Somebody puts right what Google refused for good.
      if number % 4 == 0 { try? await stage.proxy.apply(stage.configuration) }
      let stream = number % 3 != 0
      // A quota of hours ends a model for an account; there are always others.
      let request = stage.chat("one two three", stream: stream, model: "gemini-\(lane)-\(number / 5)")
      do throws(TransportError) {
        let response = try await stage.client.stream(request)
        if number % 11 == 10 {
          response.body.cancel()
          tally.hungUp += 1
        } else {
          tally.note(await ReceivedAnswer(response), stream: stream)
        }
      } catch {
        tally.broken.append("\(error)")
      }
    }
    return tally
  }
}
