import Testing
import Transport

/// Calls `body` with a transport on a fresh reactor and expects that nothing is left on it afterwards.
@discardableResult
func withTransport<Value>(
  _ options: CurlTransportOptions = CurlTransportOptions(), _ body: (CurlTransport, Reactor) async throws -> Value
) async throws -> Value {
  let reactor = try Reactor(name: "test")
  let transport = try await CurlTransport(reactors: [reactor], options: options)
  let result: Result<Value, any Error>
  do { result = .success(try await body(transport, reactor)) } catch { result = .failure(error) }
  await expectNothingLeft(on: reactor)
  await reactor.shutdown()
  return try result.get()
}

/// Polls, because what a dropped response held is let go of in the loop's next turn, or when its look-up ends.
func expectNothingLeft(on reactor: Reactor) async {
  let end = MonotonicInstant.now() + .seconds(20)
  while let seen = await reactor.debugSnapshot(), MonotonicInstant.now() < end {
    // Kept connections are watched for nobody, and not counted.
    if seen.transfers + seen.continuations + seen.timers + seen.jobs + seen.descriptors == 0 { return }
    await Task.yield()
  }
  Issue.record("the reactor still holds something: \(String(describing: await reactor.debugSnapshot()))")
}

/// The error that `body` throws; records an issue if it throws none.
func failure<Value>(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async -> TransportError? {
  do {
    _ = try await body()
    Issue.record("no error", sourceLocation: sourceLocation)
  } catch let error as TransportError {
    return error
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
  return nil
}

/// Expects that `body` throws `expected`.
func expectFailure<Value>(
  _ expected: TransportError, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async {
  let error = await failure(sourceLocation: sourceLocation, body)
  #expect(error == expected, sourceLocation: sourceLocation)
}

extension CurlTransport {
  /// Sends `request`, expects status 200 and returns the whole body.
  func body(_ request: TransportRequest, upTo limit: Int = 1 << 20) async throws(TransportError) -> [UInt8] {
    let response = try await stream(request)
    #expect(response.status == 200)
    return try await response.body.collect(upTo: limit)
  }
}

extension CurlTransport {
  func expectBody(
    _ expected: String, of request: TransportRequest, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let bytes = try await body(request)
    #expect(String(decoding: bytes, as: UTF8.self) == expected, sourceLocation: sourceLocation)
  }
}

extension TransportRequest {
  static func get(_ url: String, silence: Duration? = .seconds(20)) -> TransportRequest {
    TransportRequest(url: url, silenceTimeout: silence, proxy: .direct)
  }
}
