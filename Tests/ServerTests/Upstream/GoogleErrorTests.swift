import Testing
import Translation

/// Every error body of the protocol, in both encodings.
struct GoogleErrorTests {
  @Test(arguments: GoogleError.all, GoogleError.Encoding.allCases)
  func `CF-X3 CF-X7 CF-X8 each error is told apart, with the wait it names`(
    _ error: GoogleError, _ encoding: GoogleError.Encoding
  ) {
    let failure = error.failure(encoding)
    #expect(failure.httpStatus == error.status && !failure.message.isEmpty)
    #expect("\(failure.cause)".prefix { $0 != "(" } == error.cause, "\(failure)")
    #expect(failure.retryAfter.map { ($0 * 1e6).rounded() } == error.wait.map { ($0 * 1e6).rounded() })
    #expect(failure.failure == error.failure(.plain).failure)
  }

  @Test(arguments: [
    ("validation", GoogleFailure.Refusal.validation, "account_validation_required"),
    ("terms", .terms, "account_terms_violation"), ("licence", .licence, "no_license"),
    ("service disabled", .project, "upstream_authentication"), ("policy", .policy, "upstream_authentication"),
  ])
  func `CF-X11 CF-O6 refusals of permission are told apart, each a 403`(
    _ name: String, _ refusal: GoogleFailure.Refusal, _ code: String
  ) throws {
    let failure = try #require(GoogleError.all.first { $0.name == name }).failure()
    #expect(failure.cause == .permission(refusal))
    #expect(failure.failure.status == 403 && failure.failure.code == code)
  }

  @Test func `CF-X11 the way out that Google offers is read`() throws {
    let links = Dictionary(GoogleError.all.map { ($0.name, $0.failure(.legacy).link) }) { first, _ in first }
    #expect(links["validation"] == "https://accounts.google.com/signin/continue?sarp=1")
    #expect(links["terms"] == "https://support.google.com/appeal")
    #expect(links["service disabled"]??.hasPrefix("https://console.developers.google.com/") == true)
    #expect(links["licence"] == .some(nil))
  }

  @Test(arguments: [("12", 12.0), ("0.5", 0.5), ("soon", nil), ("-1", nil), ("inf", nil)] as [(String, Double?)])
  func `CF-X7 the header counts where the body names no time`(_ field: String, _ seconds: Double?) {
    #expect(GoogleFailure(httpStatus: 429, body: [], retryAfter: field).retryAfter == seconds)
    let body = Array(#"{"error":{"code":429,"message":"Please retry in 3s."}}"#.utf8)
    #expect(GoogleFailure(httpStatus: 429, body: body, retryAfter: field).retryAfter == 3)
  }

  @Test(arguments: [
    ("2026-01-11T07:00:00Z", 1_768_114_800), ("2000-02-29T23:59:59.5Z", 951_868_799), ("1970-01-01T00:00:00Z", 0),
  ])
  func `A date is read to the second`(_ date: String, _ seconds: Int64) throws {
    let detail = #"{"@type":"google.rpc.ErrorInfo","metadata":{"quotaResetTimeStamp":"\#(date)"}}"#
    let body = Array(#"{"error":{"code":429,"message":"m","details":[\#(detail)]}}"#.utf8)
    #expect(GoogleFailure(httpStatus: 429, body: body, now: seconds - 90).retryAfter == 90)
    #expect(GoogleFailure(httpStatus: 429, body: body, now: seconds + 90).retryAfter == 0)
    #expect(GoogleFailure(httpStatus: 429, body: body).retryAfter == nil)
  }
}
