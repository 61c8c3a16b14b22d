// GeminiProxy
