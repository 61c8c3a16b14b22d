import ArgumentParser

/// What the load goes through.
enum Target: String, CaseIterable, Codable, ExpressibleByArgument {
  /// Nothing: the load client talks to the upstream.
  case direct
  /// nginx `proxy_pass`, which does not translate: the floor.
  case nginx
  /// gemini-proxy, which does.
  case proxy
}
