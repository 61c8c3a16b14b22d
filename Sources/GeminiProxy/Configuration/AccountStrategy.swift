/// How the next account is picked for a conversation that has none yet.
public enum AccountStrategy: String, Sendable, CaseIterable {
  case roundRobin = "round_robin"
  case fillFirst = "fill_first"
}
