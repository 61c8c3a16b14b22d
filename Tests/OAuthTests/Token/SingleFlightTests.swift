import Testing
import Transport

@testable import OAuth

struct SingleFlightTests {
  /// Cancels at random moments: every task must end, and those that were left alone must have a value.
  @Test func losesNobodyWhenTasksAreCancelled() async {
    for round in 0..<2000 {
      let flight = SingleFlight<Int>()
      let tasks = (0..<8).map { _ in
        Task {
          await flight.run {
            for _ in 0..<3 { await Task.yield() }
            return Task.isCancelled ? nil : round
          }
        }
      }
      var cancelled: Set<Int> = []
      for _ in 0..<(round % 7) {
        let index = Int.random(in: 0..<8)
        cancelled.insert(index)
        tasks[index].cancel()
        await Task.yield()
      }
      for (index, task) in tasks.enumerated() {
        let value = await task.value
        if !cancelled.contains(index) { #expect(value == round) }
      }
      #expect(flight.waiting == 0)
      #expect(await flight.run { -1 } == -1, "nobody may be left in the lead")
    }
  }
}
