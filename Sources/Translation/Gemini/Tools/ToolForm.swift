/// What a function of the model's is to the client, where it is more than a function.
package enum ToolForm: Sendable, Equatable {
  /// A tool that takes one text; to the model a function with one argument, `input`.
  case custom
  /// The client's own shell; to the model a function that takes a command.
  case localShell
  /// A function in a namespace of the client's.
  case namespaced(namespace: String, name: String)

  /// What the model and the tables here call a function in a namespace.
  static func name(_ name: String, in namespace: String) -> String { "\(namespace)__\(name)" }
}
