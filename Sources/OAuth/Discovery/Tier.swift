/// A tier of Code Assist; the ids are an open set.
package struct Tier: Sendable, Hashable {
  package var id: String
  package var name: String
  /// Whether whoever uses it must bring a Google Cloud project.
  package var needsOwnProject: Bool

  package init(id: String, name: String = "", needsOwnProject: Bool = false) {
    self.id = id
    self.name = name
    self.needsOwnProject = needsOwnProject
  }
}
