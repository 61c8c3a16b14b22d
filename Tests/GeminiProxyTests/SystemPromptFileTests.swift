import Glibc
import Logging
import TestFolders
import Testing
import Translation
import Transport

@testable import GeminiProxy

struct SystemPromptFileTests {
  let folder = TemporaryFolder()

  private func configuration(_ mode: SystemPromptMode = .overwrite) -> ProxyConfiguration {
    var configuration = ProxyConfiguration(limits: .current())
    configuration.systemPromptFile = folder.file("prompt.md")
    configuration.systemPromptMode = mode
    return configuration
  }

  private func open(_ mode: SystemPromptMode = .overwrite) async throws -> SystemPromptFile {
    SystemPromptFile(
      try await SystemPromptFile.load(configuration(mode)),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test func `The file is read again when it changes, and an unreadable one changes nothing`() async throws {
    folder.write("prompt.md", "\u{FEFF}first 好")
    let file = try await open(.append)
    #expect(file.current == SystemPrompt(text: "first 好", mode: .append))
    await file.look()
    #expect(file.current?.text == "first 好")
    // Replaced as editors do, with the same size.
    folder.write("new", "second 好!")
    #expect(rename(folder.file("new"), folder.file("prompt.md")) == 0)
    await file.look()
    #expect(file.current == SystemPrompt(text: "second 好!", mode: .append))
    unlink(folder.file("prompt.md"))
    await file.look()
    await file.look()
    #expect(file.current?.text == "second 好!")
    folder.write("prompt.md", "third")
    await file.look()
    #expect(file.current?.text == "third")
    folder.write("prompt.md", "")
    await file.look()
    #expect(file.current?.text == "")
  }

  @Test func `A prompt that cannot be read keeps the proxy from starting`() async throws {
    await #expect(throws: ProxyStartError.self) { try await open() }
    folder.write("prompt.md", "ok")
    let descriptor = Glibc.open(folder.file("prompt.md"), O_WRONLY | O_TRUNC)
    let bytes: [UInt8] = [0x61, 0xFF, 0xFE]
    write(descriptor, bytes, bytes.count)
    close(descriptor)
    await #expect(throws: ProxyStartError.self) { try await open() }
  }

  @Test func `Another file is watched in place of the first, and none at all is none`() async throws {
    folder.write("prompt.md", "first")
    let file = try await open()
    folder.write("other.md", "other")
    var other = configuration(.append)
    other.systemPromptFile = folder.file("other.md")
    file.take(try await SystemPromptFile.load(other))
    folder.write("prompt.md", "of the first file")
    await file.look()
    #expect(file.current == SystemPrompt(text: "other", mode: .append))
    folder.write("other.md", "of the other file")
    await file.look()
    #expect(file.current == SystemPrompt(text: "of the other file", mode: .append))
    other.systemPromptFile = ""
    file.take(try await SystemPromptFile.load(other))
    await file.look()
    #expect(file.current == nil)
  }
}
