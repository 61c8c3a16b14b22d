internal import Translation

/// What `loadCodeAssist` says about an account. Every field may be missing or null.
struct CodeAssistProfile: Sendable {
  var currentTier: Tier?
  /// What is paid for, which may be more than the current tier.
  var paidTier: Tier?
  /// The tier to sign up for.
  var defaultTier: Tier?
  var project = ""
  var ineligible: [IneligibleTier] = []

  init(_ view: JSONView) {
    currentTier = view["currentTier"].flatMap(Self.tier)
    paidTier = view["paidTier"].flatMap(Self.tier)
    let allowed = view["allowedTiers"].map { Array($0.elements) } ?? []
    defaultTier = allowed.first { $0["isDefault"]?.bool == true }.flatMap(Self.tier)
    project = Self.project(view["cloudaicompanionProject"])
    ineligible = (view["ineligibleTiers"].map { Array($0.elements) } ?? []).map { tier in
      let message = tier["reasonMessage"]?.string ?? tier["validationErrorMessage"]?.string ?? ""
      let code = tier["reasonCode"]?.string ?? "UNKNOWN"
      return IneligibleTier(
        reasonCode: code, reasonMessage: message.isEmpty ? code : message, tierID: tier["tierId"]?.string ?? "",
        validationURL: GoogleLink.trusted(tier["validationUrl"]?.string))
    }
  }

  /// The profile of an account inside a VPC perimeter, which Google describes only by refusing to.
  static var insidePerimeter: CodeAssistProfile {
    var profile = CodeAssistProfile()
    profile.currentTier = Tier(id: "standard-tier")
    return profile
  }

  private init() {}

  /// A project comes as a text or as an object with an id.
  static func project(_ view: JSONView?) -> String { view?.string ?? view?["id"]?.string ?? "" }

  private static func tier(_ view: JSONView) -> Tier? {
    guard view.kind == .object else { return nil }
    return Tier(
      id: view["id"]?.string ?? "standard-tier", name: view["name"]?.string ?? "",
      needsOwnProject: view["userDefinedCloudaicompanionProject"]?.bool ?? false)
  }
}
