extension SimulatedError {
  private static let consumer = "projects/my-project-123"

  private static func exhausted(_ message: String, _ details: [GoogleJSON] = []) -> SimulatedError {
    SimulatedError(429, "RESOURCE_EXHAUSTED", message, details: details)
  }

  private static func denied(_ message: String, _ details: [GoogleJSON]) -> SimulatedError {
    SimulatedError(403, "PERMISSION_DENIED", message, details: details)
  }

  /// `reset` is the same time as `delay`, as the metadata and the message tell it.
  static func rateLimit(_ model: String, _ delay: String, reset: String) -> SimulatedError {
    exhausted(
      "You have exhausted your capacity on this model. Your quota will reset after \(reset.contains(".") ? "0s" : reset).",
      [
        .errorInfo(
          "RATE_LIMIT_EXCEEDED",
          metadata: ["uiMessage": "true", "model": .string(model), "quotaResetDelay": .string(reset)]),
        .retryInfo(delay),
      ])
  }

  static let bareRateLimit = exhausted("Resource has been exhausted (e.g. check quota).")

  static func quota(_ model: String) -> SimulatedError {
    exhausted(
      "You have exhausted your capacity on this model. Your quota will reset after 8h44m7s.",
      [
        .errorInfo(
          "QUOTA_EXHAUSTED",
          metadata: [
            "uiMessage": "true", "model": .string(model), "quotaResetDelay": "8h44m7.123456789s",
            "quotaResetTimeStamp": "2026-01-11T07:00:00Z",
          ]), .retryInfo("31447.123456789s"),
      ])
  }

  static let quotaPerDay = exhausted(
    "Quota exceeded for quota metric 'Gemini 2.5 Pro Requests' and limit 'Gemini 2.5 Pro Requests per day per user per "
      + "tier' of service 'cloudcode-pa.googleapis.com' for consumer 'project_number:681255809395'.",
    [
      .errorInfo(
        "RATE_LIMIT_EXCEEDED", domain: "googleapis.com",
        metadata: [
          "quota_metric": "cloudcode-pa.googleapis.com/gemini_2_5_pro_requests",
          "quota_limit": "Gemini25ProRequestsPerDay", "quota_limit_value": "1000", "quota_location": "global",
          "quota_unit": "1/d/{project}/{user}", "service": "cloudcode-pa.googleapis.com",
          "consumer": "projects/681255809395",
        ])
    ])

  static func quotaFailure(_ model: String) -> SimulatedError {
    exhausted(
      "You exceeded your current quota, please check your plan and billing details.",
      [
        [
          "@type": "type.googleapis.com/google.rpc.QuotaFailure",
          "violations": [
            [
              "quotaMetric": "generativelanguage.googleapis.com/generate_content_free_tier_requests",
              "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
              "quotaDimensions": ["location": "global", "model": .string(model)], "quotaValue": "50",
            ]
          ],
        ], .retryInfo("36s"),
      ])
  }

  static let credits = exhausted(
    "Insufficient credits.",
    [["@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "INSUFFICIENT_G1_CREDITS_BALANCE"]])

  static func capacity(_ model: String) -> SimulatedError {
    exhausted(
      "No capacity available for model \(model) on the server",
      [.errorInfo("MODEL_CAPACITY_EXHAUSTED", metadata: ["model": .string(model)])])
  }

  static func capacity503(_ model: String) -> SimulatedError {
    var error = capacity(model)
    (error.code, error.status) = (503, "UNAVAILABLE")
    error.details.append(.retryInfo("9s"))
    return error
  }

  static let overloaded = SimulatedError(
    503, "UNAVAILABLE", "The model is overloaded. Please try again later.")

  static let unauthenticated = invalidCredentials(
    "ACCESS_TOKEN_EXPIRED",
    method: "google.internal.cloud.code.v1internal.PredictionService.StreamGenerateContent")

  static let validationRequired = denied(
    "Verify your account to continue.",
    [
      .errorInfo(
        "VALIDATION_REQUIRED",
        metadata: [
          "validation_url": .string(CodeAssistTier.validationLink), "validation_url_link_text": "Verify your account",
          "validation_error_message": "Verify your account to continue.",
          "validation_learn_more_url": "https://support.google.com/accounts?p=al_alert",
          "validation_learn_more_link_text": "Learn more",
        ]),
      .help([
        ("Verify your account", CodeAssistTier.validationLink),
        ("Learn more", "https://support.google.com/accounts?p=al_alert"),
      ]),
    ])

  static let termsViolated = denied(
    "This service has been disabled in this account for violation of Terms of Service.",
    [
      .errorInfo(
        "TOS_VIOLATION",
        metadata: [
          "uiMessage": "true", "appeal_url": "https://support.google.com/appeal", "appeal_url_link_text": "Appeal",
        ])
    ])

  static let serviceDisabled: SimulatedError = {
    let link =
      "https://console.developers.google.com/apis/api/cloudaicompanion.googleapis.com/overview?project=my-project-123"
    let message =
      "Gemini for Google Cloud API has not been used in project my-project-123 before or it is disabled. Enable it by "
      + "visiting \(link) then retry. If you enabled this API recently, wait a few minutes for the action to propagate "
      + "to our systems and retry."
    return denied(
      message,
      [
        .errorInfo(
          "SERVICE_DISABLED", domain: "googleapis.com",
          metadata: [
            "serviceTitle": "Gemini for Google Cloud API", "service": "cloudaicompanion.googleapis.com",
            "consumer": .string(consumer), "containerInfo": "my-project-123", "activationUrl": .string(link),
          ]),
        [
          "@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US", "message": .string(message),
        ], .help([("Google developers console API activation", link)]),
      ])
  }()

  static let permissionDenied = denied(
    "Permission 'cloudaicompanion.companions.generateChat' denied on resource "
      + "'//cloudaicompanion.googleapis.com/projects/my-project-123/locations/global' (or it may not exist).",
    [
      .errorInfo(
        "IAM_PERMISSION_DENIED", domain: "googleapis.com",
        metadata: [
          "permission": "cloudaicompanion.companions.generateChat",
          "resource": "projects/my-project-123/locations/global",
        ])
    ])

  static let perimeter = denied(
    "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: simulated",
    [.errorInfo("SECURITY_POLICY_VIOLATED", domain: "googleapis.com")])
}

extension GoogleJSON {
  /// A `google.rpc.RetryInfo` with a proto duration.
  static func retryInfo(_ delay: String) -> GoogleJSON {
    ["@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": .string(delay)]
  }

  /// A `google.rpc.Help`.
  static func help(_ links: [(description: String, url: String)]) -> GoogleJSON {
    [
      "@type": "type.googleapis.com/google.rpc.Help",
      "links": .array(links.map { ["description": .string($0.description), "url": .string($0.url)] }),
    ]
  }
}
