import Glibc
import Testing
import Translation

@testable import GeminiProxy

@Suite struct ExampleConfigurationTests {
  @Test func `the example has every key, and says nothing but the defaults`() async throws {
    let path = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined() + "/packaging/config.example.json"
    let bytes = try StateFileSystem.read(path).get()
    let keys = try JSONDocument.parse(bytes).members.map { $0.key.string }
    #expect(keys == ConfigurationKey.allCases.map(\.rawValue))
    let limits = ConfigurationLoaderTests.limits
    let loaded = ConfigurationLoader(environment: [:], limits: limits).load(file: bytes)
    #expect(loaded.problems.isEmpty, "\(loaded.problems)")
    let defaults = ConfigurationLoader(environment: [:], limits: limits).load(file: nil)
    for (example, standard) in zip(loaded.report, defaults.report) {
      #expect(example.value == standard.value, "\(example.key)")
    }
  }
}
