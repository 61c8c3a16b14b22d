internal import Translation
internal import Transport

/// Asks the Gemini API which models there are for a key.
package struct ModelListCall: Sendable {
  /// Further ones are not taken.
  package static let maximumModels = 256
  /// A page of a thousand takes some 600 KB.
  static let longestAnswer = 4 << 20
  static let maximumPages = 8

  package var google: GoogleClient
  package var endpoints: GoogleEndpoints

  /// The models of all pages, or why they are not to be had.
  func ask(key: Secret) async -> Result<[ModelEntry], UpkeepFailure> {
    var models: [ModelEntry] = []
    var token: String?
    do throws(TransportError) {
      for _ in 0..<Self.maximumPages {
        let query = "?pageSize=1000" + (token.map { "&pageToken=" + FormEncoding.escape($0) } ?? "")
        let url = endpoints.aiStudio + "/v1beta/models" + query
        let answer = try await google.get(url, key: key, limit: Self.longestAnswer)
        guard answer.isSuccess else { return .failure(UpkeepFailure(answer)) }
        guard let page = ModelPage(answer.body, limit: Self.maximumModels - models.count) else {
          return .failure(UpkeepFailure("Google's answer cannot be read"))
        }
        models += page.models
        // A page that names itself would be read for ever.
        guard let next = page.next, next != token, models.count < Self.maximumModels else { break }
        token = next
      }
      return .success(models)
    } catch {
      return .failure(UpkeepFailure(error))
    }
  }
}
