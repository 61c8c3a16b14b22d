/// Which of its two error encodings the service chooses: by the caller's `User-Agent` and the endpoint (protocol 5.1).
struct ErrorForm {
  let isLegacy: Bool
  let contentType: String

  init(userAgent: String?, isSSE: Bool) {
    isLegacy = isSSE && (userAgent?.contains("google-api-nodejs-client") ?? false)
    contentType = isSSE && !isLegacy ? "text/event-stream" : SimulatedResponse.jsonType
  }
}
