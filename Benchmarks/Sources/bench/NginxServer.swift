import BenchKit
import Foundation

/// nginx with one worker, passing everything on unbuffered over kept connections.
final class NginxServer: TargetServer {
  let port: UInt16
  let worker: Int32
  private let child: Child

  private init(port: UInt16, worker: Int32, child: Child) {
    self.port = port
    self.worker = worker
    self.child = child
  }

  static func start(_ bench: Workbench) throws -> NginxServer {
    let port = try bench.freePort()
    let folder = bench.folder + "/nginx-\(port)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/nginx.conf"
    try configuration(port: port, upstream: bench.upstreamPort, folder: folder).write(
      toFile: path, atomically: false, encoding: .utf8)
    let child = try bench.start(
      "nginx", [bench.nginx, "-c", path, "-p", folder, "-e", "stderr"], core: bench.testedCore, guarded: true)
    try bench.waitForAnswer(port: port, child: child)
    guard let worker = ProcessSample.children(of: child.pid).first else {
      throw BenchFailure("nginx has no worker process")
    }
    return NginxServer(port: port, worker: worker, child: child)
  }

  var errors: String { child.errors() }

  func end() { child.end() }

  private static func configuration(port: UInt16, upstream: UInt16, folder: String) -> String {
    """
    daemon off;
    worker_processes 1;
    worker_rlimit_nofile 65536;
    pid \(folder)/nginx.pid;
    error_log stderr warn;
    events { worker_connections 16384; }
    http {
      access_log off;
      client_body_temp_path \(folder)/body;
      proxy_temp_path \(folder)/proxy;
      fastcgi_temp_path \(folder)/fastcgi;
      uwsgi_temp_path \(folder)/uwsgi;
      scgi_temp_path \(folder)/scgi;
      keepalive_requests 100000000;
      upstream bench {
        server 127.0.0.1:\(upstream);
        keepalive 256;
        keepalive_requests 100000000;
      }
      server {
        listen 127.0.0.1:\(port) backlog=4096;
        location = /healthz { return 200 "ok"; }
        location / {
          proxy_pass http://bench;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_buffering off;
          proxy_request_buffering off;
          client_max_body_size 0;
          proxy_read_timeout 2h;
        }
      }
    }

    """
  }
}
