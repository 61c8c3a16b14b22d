internal import Translation

/// What one check of the chain from a client to Google's answer found, and what to do about it.
package struct DoctorFinding: Sendable, Hashable {
  package enum Verdict: String, Sendable {
    case ok, warning, failed
  }

  /// The link of the chain, such as `tls`.
  package var check: String
  /// The account it is about; nil for what all share.
  package var account: String?
  package var verdict: Verdict
  /// What was found, without secrets.
  package var message: String
  /// What to do; empty where nothing is to be done.
  package var advice: String

  package init(
    _ check: String, account: String? = nil, _ verdict: Verdict, _ message: String, advice: String = ""
  ) {
    self.check = check
    self.account = account
    self.verdict = verdict
    self.message = message
    self.advice = advice
  }

  /// `{"check":"tls","verdict":"failed","message":"…","advice":"…"}`.
  package var json: [UInt8] {
    var output = Array("{\"check\":".utf8)
    JSONWriter.string(check, into: &output)
    if let account {
      output += Array(",\"account\":".utf8)
      JSONWriter.string(account, into: &output)
    }
    output += Array(",\"verdict\":\"\(verdict.rawValue)\",\"message\":".utf8)
    JSONWriter.string(message, into: &output)
    output += Array(",\"advice\":".utf8)
    JSONWriter.string(advice, into: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }
}
