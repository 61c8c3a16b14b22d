internal import OAuth

/// What Google tells about an account's quota, settings and projects.
enum AccountInquiry {
  static func quota(_ account: SimulatedAccount, _ settings: SimulatorSettings) -> GoogleJSON {
    // Half a day from now, whenever that is.
    let reset = UnixTime.now().adding(seconds: 43_200)
    let usual =
      account.scenario == .exhausted
      ? SimulatedBucket.usedUp(resetting: reset) : SimulatedBucket.usual(resetting: reset)
    return ["buckets": .array((settings.quota[account.email] ?? usual).map(\.json))]
  }

  static func globalUserSetting(_ account: SimulatedAccount, optsIn: Bool?) throws(SimulatedError) -> GoogleJSON {
    switch account.scenario {
    case .free, .new, .validation:
      return [
        "cloudaicompanionProject": .string(SimulatedProject.managed.id),
        "freeTierDataCollectionOptin": .bool(optsIn ?? true),
      ]
    default: throw SimulatedError(400, "FAILED_PRECONDITION", "User does not have a current tier")
    }
  }

  /// Resource Manager's `projects.get`, by number or id.
  static func project(_ key: String) throws(SimulatedError) -> GoogleJSON {
    guard let project = SimulatedProject.find(key) else {
      throw SimulatedError(403, "PERMISSION_DENIED", "The caller does not have permission")
    }
    return [
      "projectNumber": .string(project.number), "projectId": .string(project.id), "lifecycleState": "ACTIVE",
      "name": .string(project.id), "createTime": "2025-06-25T09:00:00.000Z",
    ]
  }
}
