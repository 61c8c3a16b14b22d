import Translation

@testable import Server

extension SignatureRecord {
  static func test(
    _ callID: String, client: String = "c", signature: String = "UzE=", kind: UpstreamKind = .codeAssist,
    time: Int64 = 0
  ) -> SignatureRecord {
    SignatureRecord(
      key: SignatureKey(client: client, callID: callID),
      value: RememberedSignature(
        function: "f", model: "gemini-3-pro-preview", origin: SignatureOrigin(kind: kind, account: "default"),
        signature: signature),
      time: time)
  }
}
