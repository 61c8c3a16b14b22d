import ArgumentParser
import BenchKit
import CLinux
import Glibc

/// The command line of the fake upstream.
@main
struct BenchUpstream: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-upstream",
    abstract: "A fast fake of the Code Assist streaming service, for benchmarks, on 127.0.0.1.",
    discussion: """
      What is sent is chosen by each request in its model name, for example bench-e1000-i10000-s344-b1-n17-p200:
      e events, i microseconds between bursts (0: as fast as possible), s bytes an event, b events a burst,
      n the stream's number, p microseconds before the first event.
      """)

  @Option(help: "The port of 127.0.0.1 to listen on; 0 takes a free one. It is printed.")
  var port: UInt16 = 0

  func run() throws {
    bench_prepare_process()
    signal(SIGPIPE, SIG_IGN)
    Sockets.raiseDescriptorLimit()
    let server = try UpstreamServer(port: port)
    let line = "\(server.port)\n"
    _ = write(1, line, line.utf8.count)
    try server.run()
  }
}
