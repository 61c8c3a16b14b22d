internal import Translation
internal import Transport

extension Account {
  /// What Google last said is left of the quotas of whoever is signed in now.
  package var quota: QuotaView? {
    state.withLock { state in state.quota.flatMap { $0.generation == state.generation ? $0.view : nil } }
  }

  /// When a call was last made with it.
  var lastUse: MonotonicInstant { state.withLock { $0.lastUse } }

  /// Begins a duty where it is due: the generation that it is for, nil where it is not.
  ///
  /// `lastUse` is when any account was used last.
  func begin(_ duty: UpkeepDuty, lastUse: MonotonicInstant, at now: MonotonicInstant) -> Int? {
    if duty == .token {
      return upkeep.withLock { schedule in
        guard status.works, tokens.isDue(margin: renewalMargin(schedule.jitter(.token))) else { return nil }
        return schedule.begin(.token, at: now) ? 0 : nil
      }
    }
    guard canHave(duty) else { return nil }
    let isWaiting = quota?.usedUp(at: environment.clock.wall()).isEmpty == false
    let (generation, own) = state.withLock { ($0.generation, $0.lastUse) }
    return upkeep.withLock { schedule in
      // One that is passed over because of what its quota says would otherwise never be looked at again.
      let use = isWaiting ? max(own, lastUse) : own
      guard schedule.generation(duty) != generation || use > schedule.begun(duty) else { return nil }
      return schedule.begin(duty, generation: generation, at: now) ? generation : nil
    }
  }

  /// The seconds before its end at which a token is renewed: five to seven minutes before a call would wait for it.
  private func renewalMargin(_ jitter: Double) -> Int64 { OAuthToken.margin + 300 + Int64(120 * jitter) }

  /// Renews the access token.
  func renewToken() async -> UpkeepFailure? {
    let margin = renewalMargin(upkeep.withLock { $0.jitter(.token) })
    return await tokens.renew(margin: margin).map { UpkeepFailure($0) }
  }

  private func canHave(_ duty: UpkeepDuty) -> Bool {
    guard case .ready(let project, _) = status else { return false }
    return switch duty {
    case .token: signsIn
    case .quota: kind == .codeAssist && !project.isEmpty
    // Code Assist names its models with their quotas, Vertex AI has no list.
    case .models: kind == .aiStudio
    }
  }

  /// Asks what is left of its quotas, and keeps it; what could not be asked changes nothing.
  func askQuota(_ generation: Int) async -> Result<QuotaView, UpkeepFailure> {
    guard case .ready(let project, _) = status else { return .failure(.cancelled) }
    let token: Secret
    do throws(TokenSourceError) {
      token = try await tokens.accessToken()
    } catch {
      return .failure(UpkeepFailure(error))
    }
    let result = await environment.quota.ask(project: project, token: token)
    guard case .success(let view) = result else { return result }
    let isCurrent = state.withLock { state in
      guard state.generation == generation else { return false }
      state.quota = (view, generation)
      return true
    }
    // Somebody else has signed in meanwhile, whose quotas are other ones.
    return isCurrent ? result : .failure(.cancelled)
  }

  /// Asks what is left of its quotas now, whether or not that is due.
  package func askQuota() async -> Result<QuotaView, UpkeepFailure> {
    await askQuota(state.withLock { $0.generation })
  }

  /// Asks which models there are for its key.
  func askModels() async -> Result<[ModelEntry], UpkeepFailure> {
    guard case .apiKey(let key) = stored.access else { return .failure(.cancelled) }
    return await environment.models.ask(key: key)
  }
}
