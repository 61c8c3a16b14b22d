/// One-time tickets that open `/auth/login` to somebody who has neither a key nor a seat at this machine.
package struct SignInTickets: Sendable {
  private var tickets: [(account: String, ticket: String)] = []

  package init() {}

  /// The ticket of an account, a new one if it has none or `superseding`.
  package mutating func ticket(for account: String, superseding: Bool = false, entropy: Entropy) -> String {
    if !superseding, let current = tickets.first(where: { $0.account == account }) { return current.ticket }
    tickets.removeAll { $0.account == account }
    // 128 bits.
    let ticket = entropy.hexadecimal(16)
    tickets.append((account, ticket))
    return ticket
  }

  /// Uses a ticket up; nil for one that is none, else the account it is for.
  package mutating func redeem(_ ticket: String) -> String? {
    let matches = tickets.indices.filter { Secret.matches(tickets[$0].ticket, ticket) }
    guard let index = matches.first else { return nil }
    return tickets.remove(at: index).account
  }

  package mutating func revoke(account: String) {
    tickets.removeAll { $0.account == account }
  }
}
