/// What a test or the demo can turn; read anew for every request.
package struct SimulatorSettings: Sendable {
  /// The time between two events of an answer; nil sends them as fast as the client reads.
  package var pace: Duration?
  /// How long an access token is good for, and what `expires_in` says.
  package var accessTokenLifetime = Duration.seconds(3599)
  /// Who signs in where neither the link's `account` nor its `login_hint` names somebody, and whose
  /// `SimulatorService.token` is.
  package var defaultAccount = "licensed@example.com"
  /// How many polls find an onboarding operation unfinished.
  package var onboardingPolls = 2
  /// How long `sim-slow-start` is silent; a thinking model may be as long.
  package var firstByteDelay = Duration.seconds(70)
  /// The keys of the public API.
  package var apiKeys = ["simulated-key"]
  /// The public keys, in PEM, of the service accounts that there are, by e-mail address.
  package var serviceAccounts: [String: String] = [:]
  /// The OAuth clients that are registered.
  package var clients = SimulatedClient.registered

  /// How long the token endpoint takes to answer; the request counts at once.
  package var tokenDelay = Duration.zero
  /// Whether the token endpoint answers 503.
  package var isTokenEndpointDown = false
  /// What `retrieveUserQuota` tells an account, by e-mail address; the others have what a day's use leaves.
  package var quota: [String: [SimulatedBucket]] = [:]
  /// Whether `retrieveUserQuota` answers 500.
  package var isQuotaDown = false
  /// Models that the public API lists beside the usual ones.
  package var moreModels: [String] = []
  /// The most models on a page of that list.
  package var modelPage = 1000
  /// Whether that list answers 500.
  package var isModelListDown = false
  /// Of a thousand generate calls, how many meet a scenario at random.
  package var chaos = 0

  package init() {}
}
