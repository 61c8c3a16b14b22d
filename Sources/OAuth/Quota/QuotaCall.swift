internal import Translation
internal import Transport

/// Asks Google what is left of an account's quotas.
package struct QuotaCall: Sendable {
  /// A bucket takes some 150 bytes; there are some ten.
  static let longestAnswer = 4 << 20

  package var google: GoogleClient
  package var endpoints: GoogleEndpoints

  /// What Google says, or why it does not.
  func ask(project: String, token: Secret) async -> Result<QuotaView, UpkeepFailure> {
    var body: [UInt8] = []
    body.append(literal: "{\"project\":")
    JSONWriter.string(project, into: &body)
    body.append(literal: "}")
    do throws(TransportError) {
      let url = endpoints.codeAssist + "/v1internal:retrieveUserQuota"
      let answer = try await google.post(url, json: body, token: token, limit: Self.longestAnswer)
      guard answer.isSuccess else { return .failure(UpkeepFailure(answer)) }
      guard let view = QuotaView(answer.body) else { return .failure(UpkeepFailure("Google's answer cannot be read")) }
      return .success(view)
    } catch {
      return .failure(UpkeepFailure(error))
    }
  }
}
