import Testing

@testable import OAuth

struct Base64Tests {
  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("?>~", "Pz5+")])
  func agreesWithTheStandard(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
  }

  @Test(arguments: ["Zm8", "Zm8=\n", " Zm 8= "]) func toleratesPaddingAndBlanks(text: String) {
    #expect(Base64.decode(text) == Array("fo".utf8))
  }

  @Test func readsBothAlphabets() {
    #expect(Base64.decode("-_8=") == Base64.decode("+/8="))
    #expect(Base64.encodeURLSafe([0xFB, 0xFF]) == "-_8")
  }

  @Test(arguments: ["A", "Zm9v!", "Zg==Zg", "===="]) func refusesOtherText(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
