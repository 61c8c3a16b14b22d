/// The signature of a part of a native request, or the place for one. Kept apart from the text around it, to be decided
/// on.
struct NativeSignature: Sendable {
  var value: String?
  /// Whether the part is a call.
  var isCall = false
  /// The function that is called.
  var function = ""
  /// The id of the call.
  var callID: String?
  /// Whether it is the first call of a turn of the model's, which alone needs a signature.
  var isFirstCall = false

  /// What stands in its place when signatures are refused.
  var bypass: String? { isFirstCall ? GenerateRequest.signatureBypass : nil }
}
