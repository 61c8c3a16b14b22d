extension Usage {
  /// Reads a `usageMetadata` object, in camel or snake case.
  init(_ scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    guard try scanner.enterOptionalObject() else { return }
    while let key = try scanner.nextKey() {
      // By length first: it tells all these names apart but two.
      switch key.count {
      case 15 where scanner.matches(key, "totalTokenCount"): total = try scanner.optionalCount()
      case 16 where scanner.matches(key, "promptTokenCount"): prompt = try scanner.optionalCount()
      case 18 where scanner.matches(key, "thoughtsTokenCount"): thoughts = try scanner.optionalCount()
      case 20 where scanner.matches(key, "candidatesTokenCount"): candidates = try scanner.optionalCount()
      case 23 where scanner.matches(key, "cachedContentTokenCount"): cached = try scanner.optionalCount()
      case 23 where scanner.matches(key, "toolUsePromptTokenCount"): toolUsePrompt = try scanner.optionalCount()
      default: try other(key, &scanner)
      }
    }
  }

  private mutating func other(_ key: JSONSlice, _ scanner: inout JSONScanner) throws(JSONError) {
    if scanner.matches(key, "prompt_token_count") {
      prompt = try scanner.optionalCount()
    } else if scanner.matches(key, "candidates_token_count") {
      candidates = try scanner.optionalCount()
    } else if scanner.matches(key, "total_token_count") {
      total = try scanner.optionalCount()
    } else if scanner.matches(key, "thoughts_token_count") {
      thoughts = try scanner.optionalCount()
    } else if scanner.matches(key, "cached_content_token_count") {
      cached = try scanner.optionalCount()
    } else if scanner.matches(key, "tool_use_prompt_token_count") {
      toolUsePrompt = try scanner.optionalCount()
    } else {
      try scanner.skip()
    }
  }
}
