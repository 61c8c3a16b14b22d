/// The tiers as `loadCodeAssist` describes them (protocol 2.3).
enum CodeAssistTier {
  static let individuals = "Gemini Code Assist for individuals"

  static func current(free: Bool) -> GoogleJSON {
    guard free else { return standard.adding(["hasAcceptedTos": true, "hasOnboardedPreviously": true]) }
    return [
      "id": "free-tier", "name": .string(individuals),
      "description": "Gemini-powered code suggestions and chat in multiple IDEs",
      "privacyNotice": ["showNotice": true, "noticeText": "A notice."], "hasAcceptedTos": true,
      "hasOnboardedPreviously": true,
    ]
  }

  static let standard: GoogleJSON = [
    "id": "standard-tier", "name": "Gemini Code Assist",
    "description": "Unlimited coding assistant with the most powerful Gemini models",
    "userDefinedCloudaicompanionProject": true, "privacyNotice": [:],
  ]

  static func allowed(freeIsDefault: Bool) -> GoogleJSON {
    guard freeIsDefault else { return [standard.adding(["isDefault": true])] }
    return [
      ["id": "free-tier", "name": .string(individuals), "isDefault": true, "privacyNotice": [:]], standard,
    ]
  }

  static let unsupportedClient: GoogleJSON = [
    [
      "reasonCode": "UNSUPPORTED_CLIENT",
      "reasonMessage": .string(
        "This client is no longer supported for Gemini Code Assist for individuals. To continue using Gemini, please "
          + "migrate to the Antigravity suite of products: https://antigravity.google"),
      "tierId": "free-tier", "tierName": .string(individuals),
    ]
  ]

  static let validationLink = "https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=simulated"

  static let validationRequired: GoogleJSON = [
    [
      "reasonCode": "VALIDATION_REQUIRED", "reasonMessage": "Verify your account to continue.", "tierId": "free-tier",
      "tierName": .string(individuals), "validationErrorMessage": "Verify your account to continue.",
      "validationUrl": .string(validationLink), "validationUrlLinkText": "Verify your account",
      "validationLearnMoreUrl": "https://support.google.com/accounts?p=al_alert",
      "validationLearnMoreLinkText": "Learn more",
    ]
  ]
}
