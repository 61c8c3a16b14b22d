/// The Google Cloud projects that exist in the simulator.
enum SimulatedProject {
  /// The project that Google makes for a free account.
  static let managed = (id: "robotic-victory-x1y2z3", number: "123456789012")
  /// The project of a licensed seat.
  static let licensed = (id: "licensed-project", number: "210987654321")
  /// A project that an owner brings along.
  static let own = (id: "my-project-123", number: "314159265358")

  static func find(_ key: String) -> (id: String, number: String)? {
    [managed, licensed, own].first { $0.id == key || $0.number == key }
  }
}
