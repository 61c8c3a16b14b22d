/// One piece of a turn.
package enum Part: Sendable {
  case text(JSONText)
}
