// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  // The load client and the upstream share a core: what they do not spend, the comparison does not wait for.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// A package of its own, so that nobody who depends on the proxy resolves or builds the benchmarks.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CLinux"),
    .target(name: "BenchKit", dependencies: ["CLinux"], swiftSettings: settings),
    .executableTarget(
      name: "bench-upstream", dependencies: ["BenchKit", "CLinux", arguments], swiftSettings: settings),
    .executableTarget(name: "bench-load", dependencies: ["BenchKit", "CLinux", arguments], swiftSettings: settings),
    .executableTarget(name: "bench", dependencies: ["BenchKit", "CLinux", arguments], swiftSettings: settings),
    .testTarget(name: "BenchKitTests", dependencies: ["BenchKit"], swiftSettings: settings),
  ]
)
