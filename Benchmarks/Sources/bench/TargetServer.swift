/// Something that listens: the process under test.
protocol TargetServer: AnyObject {
  var port: UInt16 { get }
  /// The process that does the work.
  var worker: Int32 { get }
  /// Starts a fresh process, waiting until it answers.
  static func start(_ bench: Workbench) throws -> Self
  /// What it has written to standard error, made fit to follow a message.
  var errors: String { get }
  func end()
}
