extension Scenario {
  /// Errors in place of an answer (protocol 5.2 to 5.6).
  static let errors = [
    Scenario(
      "rate-limit", "429 `RATE_LIMIT_EXCEEDED`, retry after 0.5 s",
      .error(times: nil) { .rateLimit($0, "0.539477544s", reset: "539.477544ms") }),
    Scenario(
      "rate-limit-once", "the same once, then an answer",
      .error(times: 1) { .rateLimit($0, "0.539477544s", reset: "539.477544ms") }),
    Scenario("rate-limit-10s", "429, retry after 10 s", .error(times: nil) { .rateLimit($0, "10s", reset: "10s") }),
    Scenario(
      "rate-limit-400s", "429, retry after 400 s", .error(times: nil) { .rateLimit($0, "400s", reset: "6m40s") }),
    Scenario("rate-limit-bare", "429 without details", .error(times: nil) { _ in .bareRateLimit }),
    Scenario("quota", "429 `QUOTA_EXHAUSTED` for hours", .error(times: nil) { .quota($0) }),
    Scenario("quota-per-day", "429 of the older metric per day", .error(times: nil) { _ in .quotaPerDay }),
    Scenario("quota-failure", "429 with a `QuotaFailure` per day", .error(times: nil) { .quotaFailure($0) }),
    Scenario("credits", "429 `INSUFFICIENT_G1_CREDITS_BALANCE`", .error(times: nil) { _ in .credits }),
    Scenario("capacity", "429 `MODEL_CAPACITY_EXHAUSTED`", .error(times: nil) { .capacity($0) }),
    Scenario("capacity-once", "the same once, then an answer", .error(times: 1) { .capacity($0) }),
    Scenario(
      "capacity-503", "503 `MODEL_CAPACITY_EXHAUSTED`, retry after 9 s", .error(times: nil) { .capacity503($0) }),
    Scenario("overloaded", "503 without details", .error(times: nil) { _ in .overloaded }),
    Scenario("overloaded-twice", "503 twice, then an answer", .error(times: 2) { _ in .overloaded }),
    Scenario(
      "cancelled", "499", .error(times: nil) { _ in SimulatedError(499, "CANCELLED", "The operation was cancelled.") }),
    Scenario(
      "internal", "500", .error(times: nil) { _ in SimulatedError(500, "INTERNAL", "Internal error encountered.") }),
    Scenario(
      "internal-once", "500 once, then an answer",
      .error(times: 1) { _ in SimulatedError(500, "INTERNAL", "Internal error encountered.") }),
    Scenario("not-found", "404", .error(times: nil) { _ in .notFound }),
    Scenario(
      "invalid", "400 `INVALID_ARGUMENT`",
      .error(times: nil) { _ in .invalidArgument("Request contains an invalid argument.") }),
    Scenario(
      "too-long", "400 for too many tokens",
      .error(times: nil) { _ in
        .invalidArgument("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).")
      }),
    Scenario(
      "location", "400 `FAILED_PRECONDITION`",
      .error(times: nil) { _ in
        SimulatedError(400, "FAILED_PRECONDITION", "User location is not supported for the API use.")
      }),
    Scenario("unauthenticated", "401 `ACCESS_TOKEN_EXPIRED`", .error(times: nil) { _ in .unauthenticated }),
    Scenario("unauthenticated-once", "the same once, then an answer", .error(times: 1) { _ in .unauthenticated }),
    Scenario("validation", "403 `VALIDATION_REQUIRED` with links", .error(times: nil) { _ in .validationRequired }),
    Scenario("tos", "403 `TOS_VIOLATION`", .error(times: nil) { _ in .termsViolated }),
    Scenario("subscription", "403 `SUBSCRIPTION_REQUIRED`", .error(times: nil) { _ in .subscriptionRequired }),
    Scenario("service-disabled", "403 `SERVICE_DISABLED` with a link", .error(times: nil) { _ in .serviceDisabled }),
    Scenario("iam", "403 `IAM_PERMISSION_DENIED`", .error(times: nil) { _ in .permissionDenied }),
    Scenario("perimeter", "403 `SECURITY_POLICY_VIOLATED`", .error(times: nil) { _ in .perimeter }),
    Scenario("error-array", "400 in the older encoding, an array", .rawError(.array)),
    Scenario("error-object", "400 in the newer encoding, an object", .rawError(.object)),
    Scenario("error-event-stream", "400 as `text/event-stream`", .rawError(.eventStream)),
    Scenario("html-502", "502 with a page of HTML", .rawError(.page)),
    Scenario("empty-503", "503 without a body", .rawError(.empty)),
  ]
}
