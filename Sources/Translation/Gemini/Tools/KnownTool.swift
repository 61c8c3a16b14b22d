/// A tool that clients run themselves and name by its type alone: the models it was made for know its schema.
struct KnownTool {
  let description: String
  let schema: JSONView

  /// Nil for a type that is no such tool; types end in a date, which changes little.
  init?(_ type: String) {
    guard let known = Self.all.first(where: { type.hasPrefix($0.prefix) }),
      let schema = try? JSONDocument.parse(Array(known.schema.utf8))
    else { return nil }
    description = known.description
    self.schema = schema
  }

  /// The name under which the model knows a client's own shell.
  static let localShell = "local_shell"

  static let localShellSchema = try? JSONDocument.parse(
    Array(
      #"{"type":"object","properties":{"command":{"type":"array","items":{"type":"string"},"description":"The program and its arguments."},"working_directory":{"type":"string"},"timeout_ms":{"type":"integer"}},"required":["command"]}"#
        .utf8))

  /// One text, whatever the client's grammar for it says.
  static let customSchema = try? JSONDocument.parse(
    Array(#"{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}"#.utf8))

  /// What a tool of one text is for; a grammar is told in words, since Gemini has no other place for it.
  static func description(ofCustom tool: JSONView) -> JSONText? {
    guard let grammar = tool["format"]?["definition"]?.string, grammar.utf8.count <= 32 << 10 else {
      return tool["description"]?.text
    }
    let words = tool["description"]?.string ?? ""
    return JSONText("\(words)\n\nThe input is one text that follows this grammar:\n\(grammar)")
  }

  private static let all: [(prefix: String, description: String, schema: String)] = [
    (
      "bash_", "Runs a command in a persistent bash session on the user's machine.",
      #"{"type":"object","properties":{"command":{"type":"string","description":"The command to run."},"restart":{"type":"boolean","description":"True restarts the session instead."}}}"#
    ),
    (
      "text_editor_", "Views, creates and edits text files on the user's machine.",
      #"{"type":"object","properties":{"command":{"type":"string","enum":["view","create","str_replace","insert"]},"path":{"type":"string","description":"The absolute path of the file or folder."},"file_text":{"type":"string","description":"For create: the whole content."},"old_str":{"type":"string","description":"For str_replace: the text to replace, which occurs exactly once."},"new_str":{"type":"string","description":"For str_replace: what takes its place."},"insert_line":{"type":"integer","description":"For insert: the line after which the text goes."},"insert_text":{"type":"string","description":"For insert: the text."},"view_range":{"type":"array","items":{"type":"integer"},"description":"For view: the first and the last line."}},"required":["command","path"]}"#
    ),
    (
      "computer_", "Controls the screen, keyboard and mouse of the user's machine.",
      #"{"type":"object","properties":{"action":{"type":"string","enum":["screenshot","key","type","mouse_move","left_click","left_click_drag","right_click","middle_click","double_click","triple_click","left_mouse_down","left_mouse_up","scroll","hold_key","wait","cursor_position"]},"coordinate":{"type":"array","items":{"type":"integer"},"description":"x and y in pixels."},"start_coordinate":{"type":"array","items":{"type":"integer"}},"text":{"type":"string","description":"The text to type, or the key to press."},"scroll_direction":{"type":"string","enum":["up","down","left","right"]},"scroll_amount":{"type":"integer"},"duration":{"type":"number","description":"Seconds."}},"required":["action"]}"#
    ),
    (
      "memory_", "Reads and writes files under /memories that outlast the conversation.",
      #"{"type":"object","properties":{"command":{"type":"string","enum":["view","create","str_replace","insert","delete","rename"]},"path":{"type":"string"},"file_text":{"type":"string"},"old_str":{"type":"string"},"new_str":{"type":"string"},"insert_line":{"type":"integer"},"insert_text":{"type":"string"},"old_path":{"type":"string"},"new_path":{"type":"string"},"view_range":{"type":"array","items":{"type":"integer"}}},"required":["command"]}"#
    ),
  ]
}
