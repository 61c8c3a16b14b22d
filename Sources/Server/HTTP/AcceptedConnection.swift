/// A descriptor fresh from `accept`, and what was decided about it.
struct AcceptedConnection {
  var descriptor: Int32
  /// There are too many already: it is to hear that, and nothing else.
  var isRefused = false
}
