import ArgumentParser
import BenchKit
import CLinux
import FoundationEssentials
import Glibc

/// The command line of the load client.
@main
struct BenchLoad: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-load",
    abstract: "Opens many streams to 127.0.0.1, checks every byte and measures; prints one line of JSON.")

  @OptionGroup var options: LoadOptions

  func run() throws {
    bench_prepare_process()
    signal(SIGPIPE, SIG_IGN)
    Sockets.raiseDescriptorLimit()
    let report: LoadReport
    do {
      report = try LoadClient(options: options).run()
    } catch {
      let line = "bench-load: \(error)\n"
      _ = write(2, line, line.utf8.count)
      throw ExitCode.failure
    }
    let line = try JSONEncoder().encode(report) + [10]
    _ = line.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }
}
