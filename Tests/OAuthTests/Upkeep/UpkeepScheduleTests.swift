import Testing
import Transport

@testable import OAuth

struct UpkeepScheduleTests {
  private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)

  @Test func aDutyIsDoneOnceAtATimeAndThenNotForAWhile() {
    var schedule = UpkeepSchedule()
    #expect(schedule.isIdle)
    #expect(schedule.begin(.quota, at: start) == true)
    #expect(!schedule.isIdle)
    #expect(schedule.begin(.quota, at: start + .seconds(9999)) == false, "under way")
    #expect(schedule.end(.quota, nil, at: start + .seconds(10), jitter: 1) == nil)
    #expect(schedule.isIdle && schedule.begun(.quota) == start)
    #expect(schedule.begin(.quota, at: start + .seconds(339)) == false)
    #expect(schedule.begin(.quota, at: start + .seconds(341)) == true)
  }

  @Test func anotherGenerationDoesNotWait() {
    var schedule = UpkeepSchedule()
    #expect(schedule.begin(.quota, generation: 1, at: start) == true)
    #expect(schedule.begin(.quota, generation: 2, at: start) == false, "under way")
    _ = schedule.end(.quota, nil, at: start, jitter: 0)
    #expect(schedule.begin(.quota, generation: 1, at: start) == false)
    #expect(schedule.begin(.quota, generation: 2, at: start) == true)
  }

  @Test func failuresAreToldWhereTheyAreNews() {
    var schedule = UpkeepSchedule()
    var now = start
    func end(_ failure: UpkeepFailure?) -> UpkeepSchedule.News? {
      now = now + .seconds(1000)
      #expect(schedule.begin(.quota, at: now) == true)
      return schedule.end(.quota, failure, at: now, jitter: 0)
    }
    let (one, other) = (UpkeepFailure("one"), UpkeepFailure("other"))
    #expect(end(nil) == nil)
    #expect(end(one) == .failed(one) && end(one) == nil && end(.cancelled) == nil && end(one) == nil)
    #expect(end(other) == .failed(other) && end(other) == nil)
    #expect(end(nil) == .recovered && end(nil) == nil)
  }

  @Test func pausesAfterFailuresGrowToTheInterval() {
    var schedule = UpkeepSchedule()
    var now = start
    for seconds in [60, 120, 240, 300, 300] + Array(repeating: 300, count: 100) {
      #expect(schedule.begin(.quota, at: now) == true)
      _ = schedule.end(.quota, UpkeepFailure("f"), at: now, jitter: 0)
      #expect(schedule.begin(.quota, at: now + .milliseconds(seconds * 1000 - 1)) == false, "\(seconds)")
      now = now + .seconds(seconds)
    }
  }
}
