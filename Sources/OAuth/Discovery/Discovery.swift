internal import Translation

/// Finds out an account's project and tier, signing it up where Google asks for that. Does no I/O.
///
/// The owner's project is used only where Google names none, and no project is ever made up.
package struct Discovery: Sendable {
  package enum Action: Sendable, Hashable {
    case send(DiscoveryRequest)
    case wait(Duration)
    case finish(DiscoveryOutcome)
  }

  /// Five minutes of waiting for a sign-up.
  static let pollLimit = 60
  static let pollInterval = Duration.seconds(5)

  private enum Step {
    case idle
    case lookUp
    case load
    case onboard(Tier)
    case poll(Tier, operation: String)
  }

  private var step = Step.idle
  private var project: String
  private var ineligible: [IneligibleTier] = []
  private var polls = 0

  /// `project` is what the owner configured: an id, a number, or empty.
  package init(project: String) {
    self.project = project
  }

  /// Whether something was asked already, so that the next step is `waited`.
  package var hasBegun: Bool { if case .idle = step { false } else { true } }

  package mutating func start() -> Action {
    if ProjectID.isNumber(project) {
      step = .lookUp
      return .send(.lookUpProject(number: project))
    }
    return load()
  }

  /// The next step after the wait that was asked for.
  package mutating func waited() -> Action {
    switch step {
    case .onboard(let tier): onboard(tier)
    case .poll(_, let operation): .send(.poll(operation: operation))
    case .idle, .lookUp, .load: load()
    }
  }

  /// The next step after the answer to what was sent.
  package mutating func received(_ answer: GoogleAnswer) -> Action {
    if answer.status == 401 { return .finish(.unauthorized) }
    let view = answer.isSuccess ? try? JSONDocument.parse(answer.body) : nil
    guard let view, view.kind == .object else { return failed(answer) }
    switch step {
    case .idle: return load()
    case .lookUp:
      guard let found = view["projectId"]?.string, !found.isEmpty else { return failed(answer) }
      project = found
      return load()
    case .load: return loaded(CodeAssistProfile(view))
    case .onboard(let tier), .poll(let tier, _): return operation(view, tier)
    }
  }

  private mutating func load() -> Action {
    step = .load
    return .send(.load(project: project))
  }

  private mutating func loaded(_ profile: CodeAssistProfile) -> Action {
    ineligible = profile.ineligible
    if let current = profile.currentTier {
      return conclude(project: profile.project, tier: profile.paidTier ?? current)
    }
    if let check = ineligible.first(where: { $0.reasonCode == "VALIDATION_REQUIRED" && $0.validationURL != nil }) {
      return .finish(.validationRequired(check.reasonMessage, link: check.validationURL))
    }
    let tier = profile.defaultTier ?? Tier(id: "legacy-tier", needsOwnProject: false)
    // Signing up for a tier that needs a project, without one, can only fail.
    if tier.needsOwnProject, project.isEmpty { return conclude(project: "", tier: tier) }
    return onboard(tier)
  }

  private mutating func onboard(_ tier: Tier) -> Action {
    step = .onboard(tier)
    // With a project the free tier answers "Precondition Failed": it brings its own.
    return .send(.onboard(tier: tier.id, project: tier.id == "free-tier" ? "" : project))
  }

  private mutating func operation(_ view: JSONView, _ tier: Tier) -> Action {
    guard view["done"]?.bool == true else {
      polls += 1
      guard polls <= Self.pollLimit else {
        return .finish(.unavailable("Google has not finished setting the account up; trying again later may help."))
      }
      if let name = view["name"]?.string, Self.isOperation(name) { step = .poll(tier, operation: name) }
      return .wait(Self.pollInterval)
    }
    if let error = view["error"], error.kind == .object {
      let message = error["message"]?.string ?? ""
      if !ineligible.isEmpty { return .finish(.ineligible(ineligible)) }
      return .finish(.refused(message.isEmpty ? "Google could not set the account up." : message, link: nil))
    }
    return conclude(project: CodeAssistProfile.project(view["response"]?["cloudaicompanionProject"]), tier: tier)
  }

  private func conclude(project found: String, tier: Tier) -> Action {
    let project = found.isEmpty ? project : found
    if !project.isEmpty { return .finish(.ready(project: project, tier: tier)) }
    if !ineligible.isEmpty { return .finish(.ineligible(ineligible)) }
    return .finish(.projectRequired(Self.projectAdvice))
  }

  private mutating func failed(_ answer: GoogleAnswer) -> Action {
    let failure = GoogleFailure(httpStatus: answer.status, body: answer.body)
    if answer.status == 429 || answer.status >= 500 || answer.isSuccess || answer.status == 408 {
      return .finish(.unavailable(answer.isSuccess ? "Google's answer cannot be read." : failure.message))
    }
    switch (step, failure.reason) {
    case (.lookUp, _):
      let reason = "project_id \(project) is a project number and could not be looked up: \(failure.message)"
      return .finish(.projectRequired(reason + " Write the project's id instead. " + Self.projectAdvice))
    case (.load, _) where answer.status == 404:
      // A relay named by `code_assist_endpoint` may know the calls that generate and no others.
      return .finish(.unavailable("The service does not know loadCodeAssist: \(failure.message)"))
    case (.load, "SECURITY_POLICY_VIOLATED"?): return loaded(.insidePerimeter)
    case (_, "VALIDATION_REQUIRED"?):
      return .finish(.validationRequired(failure.message, link: GoogleErrorLink.first(in: answer.body)))
    case (.onboard, _) where !ineligible.isEmpty: return .finish(.ineligible(ineligible))
    default: return .finish(.refused(failure.message, link: GoogleErrorLink.first(in: answer.body)))
    }
  }

  package static let consoleLink = "https://console.cloud.google.com/projectselector2/home/dashboard"

  static let projectAdvice = """
    This account needs a Google Cloud project of its own. Find its id at \(consoleLink) and set project_id, or enter \
    it on the sign-in page.
    """

  /// The name becomes part of an address.
  static func isOperation(_ name: String) -> Bool {
    let prefix = "operations/"
    let rest = name.dropFirst(prefix.count).utf8
    return name.hasPrefix(prefix) && (1...128).contains(rest.count)
      && rest.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "._-".utf8.contains($0)
      } && !rest.allSatisfy { $0 == UInt8(ascii: ".") }
  }
}
