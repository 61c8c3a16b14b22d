internal import OAuth
internal import Translation

/// How one client is told about the proxy.
package struct ClientSettings: Sendable {
  /// What its user does by hand, a line each.
  package var steps: [String] = []
  /// A link that the client opens.
  package var link: String?
  /// Environment variables, in the order they are shown.
  package var environment: [(name: String, value: String)] = []
  package var file: ClientFile?

  package init(_ client: ConnectedClient, _ facts: ConnectionFacts) {
    switch client {
    case .cherryStudio: self = .cherryStudio(facts)
    case .openWebUI: self = .openWebUI(facts)
    case .claudeCode: self = .claudeCode(facts)
    case .codex: self = .codex(facts)
    case .cline: self = .cline(facts)
    case .continue: self = .continue(facts)
    case .zed: self = .zed(facts)
    case .aider: self = .aider(facts)
    case .ollama: self = .ollama(facts)
    }
  }

  private init() {}

  /// The link by which Cherry Studio takes over a provider.
  package static func cherryLink(base: String, key: String) -> String {
    var json = Array("{\"id\":\"gemini-proxy\",\"baseUrl\":".utf8)
    JSONWriter.string(base, into: &json)
    json += Array(",\"apiKey\":".utf8)
    JSONWriter.string(key, into: &json)
    json += Array(",\"name\":\"Gemini Proxy\",\"type\":\"openai\"}".utf8)
    // Read as a query: these three would not arrive as they are in every version.
    let escapes: [Character: String] = ["+": "%2B", "/": "%2F", "=": "%3D"]
    return "cherrystudio://providers/api-keys?v=1&data="
      + Base64.encode(json).map { escapes[$0] ?? String($0) }.joined()
  }

  private static func cherryStudio(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    settings.link = cherryLink(base: facts.base, key: facts.key)
    settings.steps = [
      "Open the link on the machine that Cherry Studio runs on, or add a provider by hand:",
      "  Settings > Model Provider > Add, type OpenAI",
      "  API Key   \(facts.key)",
      "  API Host  \(facts.base)",
      "then Manage, to choose from its models. Type Gemini or Anthropic works with the same host and key.",
    ]
    return settings
  }

  private static func openWebUI(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    settings.environment = [("OPENAI_API_BASE_URL", facts.base + "/v1"), ("OPENAI_API_KEY", facts.key)]
    settings.steps = [
      "Start Open WebUI with these variables, or enter the two values under Admin Settings > Connections > OpenAI API.",
      "In a container, localhost is the container: use host.docker.internal, and set \"host\" of the proxy to 0.0.0.0.",
    ]
    return settings
  }

  private static func claudeCode(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    settings.environment = [
      ("ANTHROPIC_BASE_URL", facts.base), ("ANTHROPIC_AUTH_TOKEN", facts.key), ("ANTHROPIC_MODEL", facts.model),
      ("ANTHROPIC_DEFAULT_OPUS_MODEL", facts.model), ("ANTHROPIC_DEFAULT_SONNET_MODEL", facts.model),
      ("ANTHROPIC_DEFAULT_HAIKU_MODEL", facts.smallModel),
    ]
    settings.file = ClientFile(
      path: ".claude/settings.json", variable: ("CLAUDE_CONFIG_DIR", ".claude"),
      settings: .json(
        JSONSettings(settings.environment.map { JSONSettings.Member(["env", $0.name], text: $0.value) })))
    settings.steps = ["Set the variables for one run, or keep them in the file. Then: claude"]
    return settings
  }

  private static func codex(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    let quoted = TOMLSettings.quoted
    settings.file = ClientFile(
      path: ".codex/config.toml", variable: ("CODEX_HOME", ".codex"),
      settings: .toml(
        TOMLSettings(
          values: [("model", quoted(facts.model)), ("model_provider", quoted("gemini-proxy"))],
          table: "model_providers.gemini-proxy",
          members: [
            ("name", quoted("Gemini Proxy")), ("base_url", quoted(facts.base + "/v1")),
            ("wire_api", quoted("responses")), ("experimental_bearer_token", quoted(facts.key)),
          ])))
    settings.steps = ["Then: codex"]
    return settings
  }

  private static func cline(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    settings.steps = [
      "Cline keeps its settings in the editor's own storage. In the panel, under Settings > API Configuration:",
      "  API Provider           OpenAI Compatible",
      "  Base URL               \(facts.base)/v1",
      "  OpenAI Compatible Key  \(facts.key)",
      "  Model ID               \(facts.model)",
    ]
    return settings
  }

  private static func `continue`(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    let items = [(facts.model, "[chat, edit, apply]"), (facts.smallModel, "[chat, edit, apply, summarize]")].map {
      [
        "name: \(YAMLSettings.scalar($0.0)) (gemini-proxy)", "provider: openai", "model: \(YAMLSettings.scalar($0.0))",
        "apiBase: \(YAMLSettings.scalar(facts.base + "/v1"))", "apiKey: \(YAMLSettings.scalar(facts.key))",
        "roles: \($0.1)",
      ]
    }
    settings.file = ClientFile(
      path: ".continue/config.yaml",
      settings: .yaml(
        .items(key: "models", items, head: ["name: Local Assistant", "version: 1.0.0", "schema: v1"])))
    settings.steps = ["Reload the editor's window afterwards."]
    return settings
  }

  private static func zed(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    var models = Array("[".utf8)
    for (position, model) in facts.models.filter(\.isForChat).enumerated() {
      if position > 0 { models += Array(", ".utf8) }
      models += Array("{\"name\": ".utf8)
      JSONWriter.string(model.id, into: &models)
      models += Array(", \"display_name\": ".utf8)
      JSONWriter.string(model.displayName, into: &models)
      models += Array(", \"max_tokens\": \(model.inputTokenLimit ?? 1_048_576)".utf8)
      if let limit = model.outputTokenLimit { models += Array(", \"max_output_tokens\": \(limit)".utf8) }
      models += Array(
        ", \"capabilities\": {\"tools\": \(model.callsFunctions), \"images\": \(model.input.contains(.image))}}".utf8)
    }
    models += Array("]".utf8)
    let provider = ["language_models", "openai_compatible", "Gemini Proxy"]
    settings.file = ClientFile(
      path: ".config/zed/settings.json", variable: ("XDG_CONFIG_HOME", ".config"),
      settings: .json(
        JSONSettings([
          JSONSettings.Member(provider + ["api_url"], text: facts.base + "/v1"),
          JSONSettings.Member(provider + ["available_models"], models),
        ])))
    settings.environment = [("GEMINI_PROXY_API_KEY", facts.key)]
    settings.steps = [
      "Zed keeps keys in the system's keychain: enter the key under Agent > Settings > LLM Providers, or start Zed with the variable."
    ]
    return settings
  }

  private static func aider(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    settings.environment = [("OPENAI_API_BASE", facts.base + "/v1"), ("OPENAI_API_KEY", facts.key)]
    settings.file = ClientFile(
      path: ".aider.conf.yml",
      settings: .yaml(
        .values([
          ("openai-api-base", facts.base + "/v1"), ("openai-api-key", facts.key), ("model", "openai/" + facts.model),
          ("weak-model", "openai/" + facts.smallModel),
        ])))
    settings.steps = ["Set the variables and run: aider --model openai/\(facts.model), or keep it in the file."]
    return settings
  }

  private static func ollama(_ facts: ConnectionFacts) -> ClientSettings {
    var settings = ClientSettings()
    settings.environment = [("OLLAMA_HOST", facts.base), ("OLLAMA_API_KEY", facts.key)]
    settings.steps = [
      "Enter \(facts.base) where a client asks for the address of Ollama; models are called \(facts.model):latest and so on.",
      "Many of these clients send no key. Those work while \"api_keys\" is [], for programs on this machine only.",
    ]
    return settings
  }
}
