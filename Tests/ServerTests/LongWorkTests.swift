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
}
