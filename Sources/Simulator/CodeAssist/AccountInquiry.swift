/// What Google tells about an account's quota, settings and projects.
enum AccountInquiry {
  static func quota() -> GoogleJSON {
    // An exhausted bucket has no fraction: proto3 leaves a zero out (protocol 6.1).
    let buckets: [(model: String, fraction: String?)] = [
      ("gemini-2.5-flash", "0.75"), ("gemini-2.5-flash-lite", "1"), ("gemini-2.5-pro", "0.5"),
      ("gemini-3-flash-preview", "1"), ("gemini-3-pro-preview", nil), ("gemini-3.1-pro-preview", "0.25"),
    ]
    return [
      "buckets": .array(
        buckets.map { bucket in
          .members([
            "resetTime": "2026-03-11T14:50:31Z", "tokenType": "REQUESTS", "modelId": .string(bucket.model),
            "remainingFraction": bucket.fraction.map { .number($0) },
          ])
        })
    ]
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
