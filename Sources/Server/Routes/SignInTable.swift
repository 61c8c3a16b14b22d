package import OAuth
internal import Translation

/// Answers the paths of the sign-in and nothing else: for signing in without serving.
package struct SignInTable: Sendable {
  private let services: RouteServices
  private let signIn: SignInService

  package init(services: RouteServices, signIn: SignInService) {
    self.services = services
    self.signIn = signIn
  }

  package func handle(_ exchange: HTTPExchange) async {
    let path = RoutePath(exchange.head)
    guard case .signIn(let page)? = path.route, page.methods.contains(exchange.head.method) else {
      let failure = ProxyFailure(.notFound, message: "Only the sign-in is open here.")
      try? await exchange.respond(path.surface.error(failure))
      return
    }
    try? await SignInRoutes(services: services, signIn: signIn, exchange: exchange).serve(page)
  }
}
