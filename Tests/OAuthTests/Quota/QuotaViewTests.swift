import Testing
import Translation
import Transport

@testable import OAuth

struct QuotaViewTests {
  private static let now = UnixTime(seconds: 1_800_000_000)
  private static let later = now.adding(seconds: 3600)

  private func view(_ buckets: String...) throws -> QuotaView {
    try #require(QuotaView(Array(#"{"buckets":[\#(buckets.joined(separator: ","))]}"#.utf8)))
  }

  private func bucket(_ model: String, _ rest: String, reset: UnixTime? = later) -> String {
    let time = reset.map { #","resetTime":"\#($0.rfc3339)""# } ?? ""
    return #"{"modelId":"\#(model)"\#(time)\#(rest.isEmpty ? "" : ",")\#(rest)}"#
  }

  @Test func whatIsLeftIsRead() throws {
    let view = try view(
      bucket("gemini-2.5-pro", #""remainingAmount":"500","remainingFraction":0.5,"tokenType":"REQUESTS""#),
      bucket("gemini-2.5-flash", ""), bucket("gemini-3-flash", #""remainingAmount":"7""#, reset: nil))
    let expected: [(String, Double, Int?, UnixTime?)] = [
      ("gemini-2.5-pro", 0.5, 500, Self.later), ("gemini-2.5-flash", 0, nil, Self.later), ("gemini-3-flash", 1, 7, nil),
    ]
    #expect(view.buckets.count == expected.count)
    for (bucket, expected) in zip(view.buckets, expected) {
      #expect((bucket.model, bucket.remaining) == (expected.0, expected.1))
      #expect(bucket.amount == expected.2 && bucket.reset == expected.3)
    }
  }

  @Test(arguments: [
    (#""remainingFraction":0"#, true), ("", true), (#""remainingFraction":0.01"#, false),
    (#""remainingAmount":"3""#, false), (#""remainingAmount":"0""#, true), (#""tokenType":"WTUS""#, false),
    (#""tokenType":"REQUESTS""#, true), (#""remainingFraction":-5"#, true), (#""remainingFraction":"x""#, true),
  ])
  func aModelIsUsedUpWhereNothingIsLeft(_ rest: String, _ isUsedUp: Bool) throws {
    let resets = try view(bucket("gemini-2.5-pro", rest)).usedUp(at: Self.now)
    #expect(resets == (isUsedUp ? ["gemini-2.5-pro": Self.later] : [:]))
  }

  @Test func aResetThatIsOverOrMissingBlocksNothing() throws {
    for reset in [Self.now, nil] {
      #expect(try view(bucket("gemini-2.5-pro", "", reset: reset)).usedUp(at: Self.now).isEmpty)
    }
  }

  @Test func modelsAreToldApartByOneName() throws {
    let later = Self.later.adding(seconds: 60)
    let resets = try view(
      bucket("gemini-3-flash", ""), bucket("gemini-3-flash", "", reset: later), bucket("gemini-2.5-pro_vertex", ""),
      bucket("../x", ""), "7", "{}"
    ).usedUp(at: Self.now)
    #expect(resets == ["gemini-3.5-flash": later])
  }

  @Test func nothingIsLeftWhereNoModelHasAny() throws {
    let placeholder = bucket("chat_20706", #""tokenType":"WTUS","remainingFraction":1"#, reset: nil)
    let used = [bucket("gemini-2.5-pro", "", reset: Self.later.adding(seconds: 9)), bucket("gemini-2.5-flash", "")]
    #expect(try view(used[0], used[1], placeholder).nothingLeft(at: Self.now) == Self.later)
    let some = bucket("gemini-3-pro-preview", #""remainingFraction":0.1"#)
    #expect(try view(used[0], used[1], some).nothingLeft(at: Self.now) == nil)
    #expect(try view(placeholder).nothingLeft(at: Self.now) == nil)
    #expect(try view().nothingLeft(at: Self.now) == nil)
  }

  @Test(arguments: ["", "[]", "null", "7", #"{"buckets":"#])
  func whatIsNoAnswerIsNone(_ body: String) {
    #expect(QuotaView(Array(body.utf8)) == nil)
  }

  @Test func moreBucketsThanAreTakenAreLeft() throws {
    #expect(QuotaView(Array("{}".utf8))?.buckets.isEmpty == true)
    let many = (0..<10_000).map { bucket("gemini-\($0)", "") }.joined(separator: ",")
    let view = try view(many)
    #expect(view.buckets.count == QuotaView.maximumBuckets)
    #expect(view.buckets.last?.model == "gemini-\(QuotaView.maximumBuckets - 1)")
  }
}
