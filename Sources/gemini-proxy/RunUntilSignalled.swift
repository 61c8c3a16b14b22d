internal import ArgumentParser
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// Runs services until one of them ends or the process is told to stop.
///
/// The first SIGTERM or SIGINT lets running requests finish; the second ends them at once, with 128 and its number as status.
/// `onStop` is called at the first.
func runUntilSignalled(
  _ services: [any Service], logger: Logger, onStop: @escaping @Sendable () -> Void = {}
) async throws {
  let group = ServiceGroup(
    configuration: ServiceGroupConfiguration(
      services: services.map {
        .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
      },
      logger: logger))
  let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
  try await withThrowingTaskGroup(of: ExitCode?.self) { tasks in
    tasks.addTask {
      try await group.run()
      return nil
    }
    tasks.addTask {
      var seen = 0
      for await signal in signals {
        seen += 1
        guard seen > 1 else {
          onStop()
          await group.triggerGracefulShutdown()
          continue
        }
        return ExitCode(signal == .sigint ? 130 : 143)
      }
      return nil
    }
    let code = try await tasks.next()
    tasks.cancelAll()
    // The services have to be gone before the process is.
    while let rest = await tasks.nextResult() { _ = rest }
    if let code, let code { throw code }
  }
}
