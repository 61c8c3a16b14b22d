/// The catalogue, and the models beyond it that Google's services have named to the accounts.
package struct ModelDirectory: Sendable {
  /// Models beyond the catalogue that are listed.
  package static let maximumLearned = 1024
  /// Lists that differ from each other; accounts of one service mostly have the same.
  static let maximumLists = 16

  private struct Source: Sendable {
    let kind: UpstreamKind
    let models: [ModelEntry]
    /// The catalogue's names for them, where it has any.
    let names: [String]
    var accounts: Set<String>
  }

  private let base: ModelCatalogue
  /// The services that there are accounts for.
  private var kinds = Set(UpstreamKind.allCases)
  private var sources: [Source] = []
  /// All that is known.
  package private(set) var all: ModelCatalogue
  /// Those that one of the accounts' services serves.
  package private(set) var listed: ModelCatalogue

  package init(_ base: ModelCatalogue) {
    self.base = base
    all = base
    listed = base
  }

  /// Takes over the models that a service names to an account, in place of those it named before.
  package mutating func learn(_ models: [ModelEntry], on kind: UpstreamKind, by account: String) {
    let before = sources.firstIndex { $0.accounts.contains(account) }
    if let before, sources[before].kind == kind, sources[before].models == models { return }
    if let before { leave(before, account) }
    var isChanged = before != nil
    if let same = sources.firstIndex(where: { $0.kind == kind && $0.models == models }) {
      sources[same].accounts.insert(account)
    } else if sources.count < Self.maximumLists {
      let names = models.map { base[$0.id]?.id ?? $0.id }
      sources.append(Source(kind: kind, models: models, names: names, accounts: [account]))
      isChanged = true
    }
    if isChanged { merge() }
  }

  /// Forgets what other accounts than these were told, which are for these services.
  package mutating func keep(accounts: Set<String>, kinds: Set<UpstreamKind>) {
    self.kinds = kinds
    for index in sources.indices { sources[index].accounts.formIntersection(accounts) }
    sources.removeAll { $0.accounts.isEmpty || !kinds.contains($0.kind) }
    merge()
  }

  private mutating func leave(_ index: Int, _ account: String) {
    sources[index].accounts.remove(account)
    if sources[index].accounts.isEmpty { sources.remove(at: index) }
  }

  private mutating func merge() {
    var models = base.models
    var positions = Dictionary(models.enumerated().map { ($1.id, $0) }) { first, _ in first }
    for source in sources {
      for (model, name) in zip(source.models, source.names) {
        if let position = positions[name] {
          models[position].upstreams.insert(source.kind)
        } else if models.count < base.models.count + Self.maximumLearned {
          positions[model.id] = models.count
          models.append(model)
        }
      }
    }
    all = ModelCatalogue(models: models)
    listed = all.available(onAnyOf: kinds)
  }
}
