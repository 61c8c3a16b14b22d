// swift-tools-version: 6.2

import PackageDescription

/// CI sets this so that a warning in our own targets fails the build; embedders never see it.
let warningsAreErrors = Context.environment["GEMINI_PROXY_WARNINGS_AS_ERRORS"] == "1"

let settings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    // docs/decisions/0003: nonisolated async functions stay on the reactor without an executor check at every call.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
  name: "gemini-proxy",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "gemini-proxy", targets: ["gemini-proxy"]),
    .library(name: "GeminiProxy", targets: ["GeminiProxy"]),
    .library(name: "Translation", targets: ["Translation"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
    ),
    .target(
      name: "Transport",
      dependencies: [
        "CCurl",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: settings
    ),
    .target(name: "Translation", swiftSettings: settings),
    .target(
      name: "OAuth",
      dependencies: [
        "Transport", "Translation",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Server",
      dependencies: [
        "Transport", "Translation", "OAuth",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "GeminiProxy",
      dependencies: [
        "Server", "OAuth", "Transport", "Translation",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Simulator",
      dependencies: [
        "Server", "OAuth", "Transport", "Translation",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      exclude: ["README.md"],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "gemini-proxy",
      dependencies: [
        "GeminiProxy", "Simulator", "Server", "OAuth", "Transport", "Translation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings
    ),
    // Name look-ups that take as long as a test wants, without a network.
    .target(name: "SlowResolver", path: "Tests/Support/SlowResolver"),
    // Servers of raw socket calls, for faults that no real one makes, and outbound proxies.
    .target(
      name: "LoopbackServers", dependencies: ["Transport"], path: "Tests/Support/LoopbackServers",
      swiftSettings: settings),
    // Folders that go away with a test.
    .target(name: "TestFolders", path: "Tests/Support/TestFolders", swiftSettings: settings),
    .testTarget(
      name: "TransportTests", dependencies: ["Transport", "LoopbackServers", "SlowResolver", "TestFolders"],
      swiftSettings: settings),
    .testTarget(
      name: "TranslationTests",
      dependencies: ["Translation"],
      resources: [.copy("Fixtures")],
      swiftSettings: settings
    ),
    .testTarget(
      name: "OAuthTests",
      dependencies: [
        "OAuth", "Transport", "Translation",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Server", "OAuth", "Transport", "Translation", .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.copy("Fixtures")],
      swiftSettings: settings
    ),
    // A process that the crash tests kill in the middle of its saves.
    .executableTarget(
      name: "SaveLoop",
      dependencies: ["GeminiProxy", "OAuth"],
      path: "Tests/Support/SaveLoop",
      swiftSettings: settings
    ),
    .testTarget(
      name: "GeminiProxyTests",
      dependencies: [
        "GeminiProxy", "OAuth", "SaveLoop", "Server", "TestFolders", "Transport", "Translation",
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.copy("Fixtures")],
      swiftSettings: settings
    ),
    .testTarget(
      name: "SimulatorTests",
      dependencies: ["Simulator", "OAuth", "Server", "Transport", "Translation"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "GeminiProxy", "Simulator", "Server", "OAuth", "Transport", "Translation", "LoopbackServers", "TestFolders",
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
  ]
)
