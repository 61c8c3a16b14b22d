/// One key of an object with its value.
package struct JSONMember: Sendable {
  package var key: JSONText
  package var value: JSONValue

  package init(_ key: JSONText, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}
