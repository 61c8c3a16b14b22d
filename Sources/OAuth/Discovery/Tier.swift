/// A tier of Code Assist; the ids are an open set.
package struct Tier: Sendable, Hashable {
  package var id: String
  package var name: String
  /// Whether whoever uses it must bring a Google Cloud project.
  package var needsOwnProject: Bool

  /// What people are told: its name, or its id where it has none.
  package var title: String { name.isEmpty ? id : name }

  package init(id: String, name: String = "", needsOwnProject: Bool = false) {
    self.id = id
    self.name = name
    self.needsOwnProject = needsOwnProject
  }
}
