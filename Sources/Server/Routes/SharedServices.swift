/// The services by reference: they go through every call of a request, and copies of them would be most of the memory
/// that a waiting one holds.
final class SharedServices: Sendable {
  let value: RouteServices

  init(_ value: RouteServices) {
    self.value = value
  }
}
