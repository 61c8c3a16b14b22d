/// `loadCodeAssist`, `onboardUser` and its operations (protocol 2).
struct AccountSetup {
  let account: SimulatedAccount

  // MARK: - loadCodeAssist

  func load(_ body: GoogleJSON, _ state: inout SimulatorState) throws(SimulatedError) -> GoogleJSON {
    let project = body["cloudaicompanion_project"]?.text ?? ""
    let looks = state.onboarding.look(at: account.email)
    switch account.scenario {
    case .empty: return [:]
    case .perimeter: throw .perimeter
    case .unsupportedClient:
      return [
        "allowedTiers": CodeAssistTier.allowed(freeIsDefault: false),
        "ineligibleTiers": CodeAssistTier.unsupportedClient,
      ]
    case .validation where looks == 1: return ["ineligibleTiers": CodeAssistTier.validationRequired]
    case .new, .newWithoutProject, .newRefused:
      guard state.onboarding.isDone(account.email), account.scenario == .new else {
        return ["allowedTiers": CodeAssistTier.allowed(freeIsDefault: true), "gcpManaged": false]
      }
      return profile(free: true, project: SimulatedProject.managed.id)
    case .free, .validation, .expired, .revoked, .reauthentication, .denied:
      return profile(free: true, project: SimulatedProject.managed.id)
    case .licensed, .unlicensed, .exhausted, .limited:
      return profile(free: false, project: SimulatedProject.licensed.id)
    case .ownProject: return profile(free: false, project: project)
    }
  }

  private func profile(free: Bool, project: String) -> GoogleJSON {
    .members([
      "currentTier": CodeAssistTier.current(free: free),
      "allowedTiers": CodeAssistTier.allowed(freeIsDefault: free),
      "cloudaicompanionProject": project.isEmpty ? nil : .string(project), "gcpManaged": .bool(!free),
    ])
  }

  // MARK: - onboardUser

  func onboard(_ body: GoogleJSON, _ state: inout SimulatorState) throws(SimulatedError) -> GoogleJSON {
    guard let tier = body["tier_id"]?.text, !tier.isEmpty else {
      throw .invalidArgument("Request contains an invalid argument.")
    }
    let project = body["cloudaicompanion_project"]?.text ?? ""
    let duet = body["metadata"]?["duet_project"]?.text ?? ""
    // The free tier brings its own project and wants to hear of no other.
    guard tier != "free-tier" || project.isEmpty && duet.isEmpty else {
      throw SimulatedError(400, "FAILED_PRECONDITION", "Precondition check failed.")
    }
    switch account.scenario {
    case .new, .newWithoutProject, .newRefused:
      let progress = state.onboarding.start(
        account.email, tier: tier, project: project, polls: state.settings.onboardingPolls)
      return operation(progress)
    case .unsupportedClient, .empty: return Self.finished(name: "operations/cmpf.DONE_OPERATION", project: nil)
    default:
      let own = account.scenario == .ownProject ? project : SimulatedProject.managed.id
      return Self.finished(name: "operations/cmpf.DONE_OPERATION", project: own.isEmpty ? nil : own)
    }
  }

  func poll(_ id: String, _ state: inout SimulatorState) throws(SimulatedError) -> GoogleJSON {
    guard state.onboarding.email(operation: id) == account.email,
      let progress = state.onboarding.poll(account.email, until: state.settings.onboardingPolls)
    else { throw .notFound }
    return operation(progress)
  }

  private func operation(_ progress: OnboardingTable.Progress) -> GoogleJSON {
    let name = "operations/" + progress.operation
    guard progress.isDone else {
      return [
        "name": .string(name), "metadata": ["@type": .string(Self.type + "OnboardUserOperationMetadata")],
      ]
    }
    switch account.scenario {
    case .newRefused:
      return [
        "name": .string(name), "done": true,
        "error": ["code": 7, "message": "The account cannot be onboarded.", "details": []],
      ]
    case .newWithoutProject:
      return Self.finished(name: name, project: progress.project.isEmpty ? nil : progress.project)
    default: return Self.finished(name: name, project: SimulatedProject.managed.id)
    }
  }

  private static let type = "type.googleapis.com/google.internal.cloud.code.v1internal."

  private static func finished(name: String, project: String?) -> GoogleJSON {
    .members([
      "name": .string(name), "done": true,
      "response": .members([
        "@type": .string(type + "OnboardUserResponse"),
        "cloudaicompanionProject": project.map {
          ["id": .string($0), "name": .string($0), "projectNumber": .string(SimulatedProject.find($0)?.number ?? "1")]
        },
        "status": [
          "statusCode": "NOTICE",
          "displayMessage": .string(
            "You've successfully connected your Google Account and can now get started with Gemini Code Assist"),
          "messageTitle": "Welcome to Gemini Code Assist",
        ],
      ]),
    ])
  }
}
