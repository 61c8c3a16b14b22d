// swift-tools-version: 6.2

import PackageDescription

/// A package at a path is known by the name of its folder, one at a `url:` by the last word of that: `gemini-proxy`.
let folder = Context.packageDirectory.split(separator: "/").dropLast().last.map(String.init) ?? "gemini-proxy"

/// The proxy as any other package depends on it.
let proxy = Target.Dependency.product(
  name: "GeminiProxy", package: folder,
  // Only for programs that have a module called like one of the proxy's targets; `Server` below is one.
  moduleAliases: ["Server": "GeminiProxyServer"])
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
  name: "examples",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "EmbedWithSignIn", targets: ["EmbedWithSignIn"]),
    .executable(name: "ConfigurationInSQLite", targets: ["ConfigurationInSQLite"]),
    .executable(name: "OwnTransport", targets: ["OwnTransport"]),
  ],
  dependencies: [
    .package(path: ".."),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(name: "Offline", dependencies: [proxy]),
    .executableTarget(name: "EmbedWithSignIn", dependencies: ["Offline", proxy, lifecycle, logging]),
    .executableTarget(
      name: "ConfigurationInSQLite",
      dependencies: ["Offline", proxy, lifecycle, logging, .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "Server", dependencies: [proxy]),
    .executableTarget(name: "OwnTransport", dependencies: ["Server", proxy]),
    .testTarget(name: "ServerTests", dependencies: ["Server", proxy]),
  ]
)
