/// What a path of the sign-in asks for.
enum SignInPath: Equatable {
  case login
  /// Google's way back; the installation that the path names, if it names one.
  case callback(installation: String?)
  /// The box for a pasted code or address.
  case paste
  /// The field for a project.
  case project

  /// Reads the path, its empty segments left out.
  init?(_ segments: [String]) {
    switch segments {
    case ["auth", "login"]: self = .login
    case ["auth", "callback"], ["oauth", "callback"], ["oauth2callback"]: self = .callback(installation: nil)
    case ["auth", "paste"]: self = .paste
    case ["auth", "project"]: self = .project
    default:
      guard segments.count == 3, ["auth", "oauth"].contains(segments[0]), segments[1] == "callback" else { return nil }
      self = .callback(installation: segments[2])
    }
  }

  var methods: [HTTPMethod] {
    switch self {
    case .login, .callback: [.get, .head]
    case .paste, .project: [.post]
    }
  }
}
