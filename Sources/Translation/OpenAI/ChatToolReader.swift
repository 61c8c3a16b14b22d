/// Reads the tools of a chat-completions request and which of them the model is to choose.
struct ChatToolReader {
  private struct Declaration {
    let name: String
    let description: JSONText?
    let parameters: JSONView?
    /// Whether the client relies on arguments that fit the schema.
    let isStrict: Bool
  }

  private var declarations: [Declaration] = []
  private var positions: [String: Int] = [:]
  private var tools = ToolSet()
  private var context: RequestContext

  /// Whether the client has tools that are more than functions.
  private let takesForms: Bool

  /// `takesForms` for clients that know tools of one text, shells and namespaces.
  static func read(
    _ body: JSONView, wantsSearch: Bool, takesForms: Bool = false, within budget: inout SchemaBudget,
    into request: inout GenerateRequest,
    context: inout RequestContext
  ) throws(TranslationError) {
    var reader = ChatToolReader(context: context, takesForms: takesForms)
    defer { context = reader.context }
    if let list = body["tools"], !list.isNull {
      guard list.kind == .array else { throw TranslationError(path: "tools", message: "must be an array.") }
      for tool in list.elements { reader.tool(tool) }
    }
    if let list = body["functions"], list.kind == .array {
      request.reply.usesFunctionCall = true
      for function in list.elements { reader.function(function) }
    }
    if wantsSearch || body["web_search_options"]?.kind == .object { reader.add(.googleSearch) }
    reader.declare(within: &budget)
    reader.choice(body["tool_choice"] ?? body["function_call"])
    reader.separate()
    let isSerial =
      body["parallel_tool_calls"]?.bool == false || body["tool_choice"]?["disable_parallel_tool_use"]?.bool == true
    if isSerial, !reader.tools.functions.isEmpty {
      request.reply.isLimitedToOneCall = true
      reader.context.adjust(.converted, "parallel_tool_calls")
    }
    request.tools = reader.tools
  }

  private init(context: RequestContext, takesForms: Bool) {
    self.context = context
    self.takesForms = takesForms
  }

  // MARK: Declarations

  private mutating func tool(_ tool: JSONView) {
    let type = tool["type"]?.string
    if let function = tool["function"], function.kind == .object {
      return self.function(function, isStrict: tool["strict"]?.bool)
    }
    if takesForms, let type, form(tool, type) { return }
    if type == nil || type == "function" || type == "custom", tool["name"] != nil, tool["format"] == nil {
      // The shapes of the Responses API and of Anthropic, which some clients send here.
      return function(tool)
    }
    if let builtIn = type.flatMap(Self.builtIn) { return add(builtIn) }
    if let type, let name = tool["name"]?.string, let known = KnownTool(type) {
      return add(
        Declaration(name: name, description: JSONText(known.description), parameters: known.schema, isStrict: false))
    }
    if type == nil {
      var isKnown = false
      for (key, _) in tool.members {
        guard let builtIn = Self.builtIn(key.string) else { continue }
        isKnown = true
        add(builtIn)
      }
      if isKnown { return }
    }
    context.adjust(.dropped, type ?? "tool")
  }

  /// Declares a tool that is more than a function; false if it is none.
  private mutating func form(_ tool: JSONView, _ type: String) -> Bool {
    switch type {
    case "custom":
      guard let name = tool["name"]?.string, !name.isEmpty, tool["input_schema"] == nil else { return false }
      add(
        Declaration(
          name: name, description: KnownTool.description(ofCustom: tool), parameters: KnownTool.customSchema,
          isStrict: false), .custom)
    case "local_shell":
      add(
        Declaration(
          name: KnownTool.localShell, description: JSONText("Runs a command on the user's machine."),
          parameters: KnownTool.localShellSchema, isStrict: false), .localShell)
    case "namespace":
      guard let namespace = tool["name"]?.string, !namespace.isEmpty, let inner = tool["tools"] else { return false }
      for function in inner.elements {
        guard let name = function["name"]?.string, !name.isEmpty else {
          context.adjust(.dropped, "tool")
          continue
        }
        let whole = ToolForm.name(name, in: namespace)
        add(
          Declaration(
            name: whole, description: function["description"]?.text, parameters: function["parameters"],
            isStrict: function["strict"]?.bool ?? false), .namespaced(namespace: namespace, name: name))
      }
    default: return false
    }
    return true
  }

  private mutating func function(_ function: JSONView, isStrict: Bool? = nil) {
    guard let name = function["name"]?.string, !name.isEmpty else { return context.adjust(.dropped, "tool") }
    let parameters = function["parameters"] ?? function["input_schema"] ?? function["parametersJsonSchema"]
    // Some clients ask for a built-in tool with a function of its name that takes nothing.
    if parameters?["properties"]?.members.isEmpty ?? true, let builtIn = Self.functionNames[name] {
      return add(builtIn)
    }
    add(
      Declaration(
        name: name, description: function["description"]?.text, parameters: parameters,
        isStrict: function["strict"]?.bool ?? isStrict ?? false))
  }

  private mutating func add(_ declaration: Declaration, _ form: ToolForm? = nil) {
    tools.forms[declaration.name] = form
    if let position = positions[declaration.name] {
      context.adjust(.dropped, declaration.name)
      declarations[position] = declaration
    } else {
      positions[declaration.name] = declarations.count
      declarations.append(declaration)
    }
  }

  private mutating func add(_ builtIn: ToolSet.BuiltIn) {
    if !tools.builtIns.contains(builtIn) { tools.builtIns.append(builtIn) }
  }

  private mutating func declare(within budget: inout SchemaBudget) {
    // Names that need no change come first, so that none of them has to give way to one that does.
    for declaration in declarations where ToolNames.isLegal(declaration.name) {
      _ = tools.names.upstream(declaration.name)
    }
    for declaration in declarations {
      let name = tools.names.upstream(declaration.name)
      if name != declaration.name { context.adjust(.renamed, declaration.name) }
      var schema: [UInt8] = []
      if let parameters = declaration.parameters, parameters.kind == .object {
        let refused = budget.refused
        let clean = SchemaCleaner.parameters(parameters, within: &budget)
        if budget.refused > refused { context.adjust(.clamped, declaration.name) }
        clean.write(into: &schema)
        tools.coercions[name] = ArgumentCoercion(clean, isStrict: declaration.isStrict)
        var given: [UInt8] = []
        JSONValue(parameters).write(into: &given)
        if schema != given { context.adjust(.converted, "schema") }
      } else {
        schema.append(literal: "{\"type\":\"object\",\"properties\":{}}")
      }
      tools.functions.append(
        ToolSet.Function(name: name, description: declaration.description, parameters: schema))
    }
  }

  private static func builtIn(_ type: String) -> ToolSet.BuiltIn? {
    if type.hasPrefix("web_search") || type.hasPrefix("google_search") { return .googleSearch }
    if type.hasPrefix("web_fetch") { return .urlContext }
    if type.hasPrefix("code_execution") { return .codeExecution }
    switch type {
    case "googleSearch", "googleSearchRetrieval": return .googleSearch
    case "url_context", "urlContext": return .urlContext
    case "code_interpreter", "codeExecution": return .codeExecution
    default: return nil
    }
  }

  private static let functionNames: [String: ToolSet.BuiltIn] = [
    "googleSearch": .googleSearch, "google_search": .googleSearch, "urlContext": .urlContext,
    "url_context": .urlContext, "codeExecution": .codeExecution,
  ]

  /// Functions and built-in tools together are refused by most models: the functions are what a client relies on.
  private mutating func separate() {
    guard !tools.functions.isEmpty else { return }
    for tool in tools.builtIns { context.adjust(.dropped, tool.rawValue) }
    tools.builtIns = []
  }

  // MARK: Choice

  private mutating func choice(_ choice: JSONView?) {
    guard let choice, !choice.isNull else { return }
    if let word = choice.string {
      tools.mode = Self.mode(word)
      if tools.mode == nil { context.adjust(.dropped, "tool_choice") }
      return
    }
    switch choice["type"]?.string {
    case "allowed_tools":
      let allowed = choice["allowed_tools"] ?? choice
      tools.mode = allowed["mode"]?.string.flatMap(Self.mode) ?? .auto
      var names: [String] = []
      for tool in allowed["tools"].map({ Array($0.elements) }) ?? [] {
        guard let name = (tool["function"] ?? tool)["name"]?.string, positions[name] != nil else { continue }
        names.append(tools.names.upstream(name))
      }
      guard !names.isEmpty else { return }
      if tools.mode == .any {
        tools.allowed = names
      } else {
        // A subset can only be named when a call is demanded; else the others are not declared.
        tools.functions.removeAll { !names.contains($0.name) }
      }
    case "auto", "none", "any", "required":
      tools.mode = choice["type"]?.string.flatMap(Self.mode)
    default:
      guard let name = (choice["function"] ?? choice)["name"]?.string, positions[name] != nil else {
        return context.adjust(.dropped, "tool_choice")
      }
      tools.mode = .any
      tools.allowed = [tools.names.upstream(name)]
    }
  }

  private static func mode(_ word: String) -> ToolSet.Mode? {
    switch word {
    case "auto": .auto
    case "none": ToolSet.Mode.none
    case "required", "any": .any
    default: nil
    }
  }
}
