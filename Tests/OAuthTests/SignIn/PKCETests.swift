import Testing

@testable import OAuth

struct PKCETests {
  /// The example of RFC 7636, appendix B.
  @Test func agreesWithTheRFC() {
    #expect(
      PKCE(verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge
        == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
  }

  @Test func isLongAndUnreserved() {
    let pkce = PKCE(entropy: .system)
    #expect(pkce.verifier.exposed.utf8.count == 86)
    #expect(FormEncoding.escape(pkce.verifier.exposed) == pkce.verifier.exposed)
    #expect(!"\(pkce)".contains(pkce.verifier.exposed))
  }
}
