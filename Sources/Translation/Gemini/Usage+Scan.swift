extension Usage {
  /// Reads a `usageMetadata` object, in camel or snake case.
  init(_ scanner: inout JSONScanner) throws(JSONError) {
    self.init()
    guard try scanner.enterOptionalObject() else { return }
    while let key = try scanner.nextKey() {
      if scanner.matches(key, "promptTokenCount") || scanner.matches(key, "prompt_token_count") {
        prompt = try scanner.optionalCount()
      } else if scanner.matches(key, "candidatesTokenCount") || scanner.matches(key, "candidates_token_count") {
        candidates = try scanner.optionalCount()
      } else if scanner.matches(key, "totalTokenCount") || scanner.matches(key, "total_token_count") {
        total = try scanner.optionalCount()
      } else if scanner.matches(key, "thoughtsTokenCount") || scanner.matches(key, "thoughts_token_count") {
        thoughts = try scanner.optionalCount()
      } else if scanner.matches(key, "cachedContentTokenCount") || scanner.matches(key, "cached_content_token_count") {
        cached = try scanner.optionalCount()
      } else if scanner.matches(key, "toolUsePromptTokenCount")
        || scanner.matches(key, "tool_use_prompt_token_count")
      {
        toolUsePrompt = try scanner.optionalCount()
      } else {
        try scanner.skip()
      }
    }
  }
}
