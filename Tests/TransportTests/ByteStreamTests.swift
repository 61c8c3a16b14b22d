import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct ByteStreamTests {
  @Test func `Chunks come out as they went in`() async throws {
    let chunks: [[UInt8]] = [[1, 2], [], [3], Array(repeating: 7, count: 100_000)]
    let stream = ByteStream.of(chunks)
    var buffer: [UInt8] = []
    var all: [UInt8] = []
    while try await stream.read(into: &buffer) { all += buffer }
    #expect(all == chunks.flatMap { $0 })
  }

  @Test func `An error comes after the bytes before it`() async throws {
    let stream = ByteStream.of([[1, 2, 3]], ending: .failure(.closedEarly))
    var buffer: [UInt8] = []
    #expect(try await stream.read(into: &buffer))
    #expect(buffer == [1, 2, 3])
    await #expect(throws: TransportError.closedEarly) { _ = try await stream.read(into: &buffer) }
  }

  @Test func `Collecting stops at the limit`() async throws {
    await #expect(throws: TransportError.tooLarge(4)) {
      _ = try await ByteStream.of([[1, 2, 3], [4, 5]]).collect(upTo: 4)
    }
    #expect(try await ByteStream.of([[1, 2, 3], [4]]).collect(upTo: 4) == [1, 2, 3, 4])
  }

  @Test func `It is an AsyncSequence and converts to an AsyncThrowingStream`() async throws {
    var seen: [[UInt8]] = []
    for try await chunk in ByteStream.of([[1], [2, 3]]) { seen.append(chunk) }
    #expect(seen == [[1], [2, 3]])
    seen = []
    for try await chunk in ByteStream.of([[4], [5, 6]]).asyncStream { seen.append(chunk) }
    #expect(seen == [[4], [5, 6]])
  }

  @Test func `A cancelled task leaves a waiting read`() async throws {
    let stream = ByteStream.of([], ending: .success(()))
    #expect(try await stream.collect(upTo: 1).isEmpty)
    let silent = ByteStream(ByteChannel(producer: nil))
    let result = await withTaskGroup(of: TransportError?.self) { group in
      group.addTask {
        var buffer: [UInt8] = []
        do throws(TransportError) {
          _ = try await silent.read(into: &buffer)
          return nil
        } catch {
          return error
        }
      }
      group.cancelAll()
      return await group.next() ?? nil
    }
    #expect(result == .cancelled)
  }

  @Test func `The producer is stopped at the high-water mark and asked on when the reader has read`() async throws {
    final class Probe: ByteChannel.Producer {
      let resumed = Lock(0)
      func resumeProducing() { resumed.withLock { $0 += 1 } }
      func stopProducing() {}
    }
    let probe = Probe()
    let channel = ByteChannel(producer: probe)
    let stream = ByteStream(channel)
    let block = [UInt8](repeating: 1, count: 1000)
    var accepted = 0
    while block.withUnsafeBytes({ channel.offer($0) }) { accepted += 1 }
    #expect(accepted * 1000 >= ByteChannel.highWater)
    #expect(accepted * 1000 < ByteChannel.highWater + 1000)
    #expect(probe.resumed.withLock { $0 } == 0)
    var buffer: [UInt8] = []
    #expect(try await stream.read(into: &buffer))
    #expect(buffer.count == accepted * 1000)
    #expect(probe.resumed.withLock { $0 } == 1)
    #expect(block.withUnsafeBytes { channel.offer($0) })
  }
}
