import Testing

@testable import Translation

struct ModelNamesTests {
  private static let names = ModelNames(aliases: [
    ("claude-*", "gemini-2.5-flash"), ("claude-sonnet-*", "gemini-2.5-pro"),
    ("claude-sonnet-4", "gemini-3-pro-preview"),
    ("gpt-*-mini", "gemini-2.5-flash-lite"), ("a*b*c", "abc"), ("*", "rest"),
  ])

  @Test(arguments: [
    ("claude-sonnet-4", "gemini-3-pro-preview"), ("claude-sonnet-4-5", "gemini-2.5-pro"),
    ("claude-haiku", "gemini-2.5-flash"), ("gpt-4o-mini", "gemini-2.5-flash-lite"),
    ("gpt--mini", "gemini-2.5-flash-lite"),
    ("gpt-mini", "rest"), ("abc", "abc"), ("axbxbc", "abc"), ("acb", "rest"), ("", "rest"),
  ])
  func `The most specific alias wins`(_ name: String, _ model: String) {
    #expect(Self.names.resolve(name) == model)
  }

  @Test(arguments: [
    ("google/gemini-2.5-pro", "gemini-2.5-pro"), ("gemini-2.5-pro:free", "gemini-2.5-pro"),
    ("Gemini-2.5-Pro", "gemini-2.5-pro"), ("models/gemini-2.5-pro", "models/gemini-2.5-pro"),
    ("something-new", "something-new"), ("Tuned-Model", "Tuned-Model"),
    ("models/google/gemini-2.5-pro", "gemini-2.5-pro"),
    ("google/Gemini-2.5-Pro:free", "gemini-2.5-pro"), ("gemini-2.5-pro-latest", "gemini-2.5-pro"),
    ("GEMINI-2.5-FLASH-LATEST", "gemini-2.5-flash"),
    ("google/gemini-2.5-flash-lite-latest:free", "gemini-2.5-flash-lite"),
    ("models/gemini-2.5-pro-latest", "models/gemini-2.5-pro"), ("gemini-flash-latest", "gemini-flash-latest"),
    ("gemini-9-pro-latest", "gemini-9-pro-latest"),
    ("tunedModels/gemini-2.5-pro-latest", "tunedModels/gemini-2.5-pro-latest"),
    ("gpt-4o", "gpt-4o"), ("claude-sonnet-4-5", "gemini-2.5-pro"), ("anthropic/Claude-3-Haiku", "gemini-2.5-flash"),
  ])
  func `CL-X16 ids are understood in every writing`(_ name: String, _ model: String) {
    #expect(ModelNames().resolve(name) == model)
  }

  @Test func `A hostile name costs little`() {
    let names = ModelNames(aliases: [(String(repeating: "*a", count: 2000), "m")])
    let name = String(repeating: "a", count: 100_000)
    #expect(names.resolve(name) == name)
  }
}
