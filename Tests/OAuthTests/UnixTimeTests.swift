import Testing

@testable import OAuth

struct UnixTimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-01-10T01:55:33.45+08:00", 1_767_981_333_450),
    ("2000-02-29T23:59:59Z", 951_868_799_000), ("2026-12-31", 1_798_675_200_000),
    ("2025-11-24T10:00:00.123456789-02:30", 1_763_987_400_123), ("1969-12-31T23:59:59.999Z", -1),
  ])
  func readsRFC3339(text: String, milliseconds: Int64) {
    #expect(UnixTime(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026", "2026-13-01", "2026-02-29", "2026-01-01T", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00",
    "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00.Z", "+026-01-01", "2026-01-01T00:00:00Zx",
  ])
  func refusesOtherText(text: String) {
    #expect(UnixTime(rfc3339: text) == nil)
  }

  @Test func writesWhatItReads() {
    for day in stride(from: Int64(-719_000), to: 2_900_000, by: 97) {
      let time = UnixTime(seconds: day * 86_400 + 86_399)
      #expect(UnixTime(rfc3339: time.rfc3339) == time)
    }
    #expect(UnixTime(milliseconds: 951_868_799_000).compact == "20000229T235959Z")
  }
}
