internal import OAuth

extension ConfigurationText {
  /// What became of carrying out changes.
  typealias Outcome = Result<StateFile.Update, Problem>
}

extension ConfigurationText.Outcome {
  init(
    _ changes: [ConfigurationChange], on text: [UInt8]?, replaced: (_ account: String) -> Secret? = { _ in nil }
  ) {
    do throws(ConfigurationText.Problem) {
      self = .success(try ConfigurationText.applying(changes, to: text, replaced: replaced))
    } catch {
      self = .failure(error)
    }
  }
}
