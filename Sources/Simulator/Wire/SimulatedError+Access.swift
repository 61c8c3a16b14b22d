extension SimulatedError {
  static let missingCredentials = SimulatedError(
    401, "UNAUTHENTICATED",
    "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid "
      + "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    details: [.errorInfo("CREDENTIALS_MISSING", domain: "googleapis.com")])

  static func invalidCredentials(_ reason: String, method: String) -> SimulatedError {
    SimulatedError(
      401, "UNAUTHENTICATED",
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        + "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
      details: [
        .errorInfo(
          reason, domain: "googleapis.com",
          metadata: ["service": "cloudcode-pa.googleapis.com", "method": .string(method)])
      ])
  }

  static let subscriptionRequired = SimulatedError(
    403, "PERMISSION_DENIED",
    "You do not have a valid license of this product. Please contact your administrator to request a license. (#3501)",
    details: [.errorInfo("SUBSCRIPTION_REQUIRED", domain: "cloudaicompanion.googleapis.com")])
}
