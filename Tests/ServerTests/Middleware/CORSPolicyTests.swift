import Testing

@testable import Server

struct CORSPolicyTests {
  private func head(_ fields: HTTPFields) -> HTTPRequestHead {
    HTTPRequestHead(method: .options, target: HTTPTarget(path: "/v1/models"), fields: fields)
  }

  @Test(arguments: [
    (["*"], "https://app.example", "*"),
    (["https://app.example"], "https://app.example", "https://app.example"),
    (["https://app.example"], "HTTPS://app.example", "https://app.example"),
    (["https://app.example"], "https://other.example", nil),
    ([], "https://app.example", nil),
    (["*"], nil, nil),
  ])
  func `CL-X6 an origin is let in or not`(_ origins: [String], _ origin: String?, _ allowed: String?) {
    let fields: HTTPFields = origin.map { ["Origin": $0] } ?? [:]
    let answer = CORSPolicy(origins: origins).fields(for: head(fields))
    #expect(answer.first("access-control-allow-origin") == allowed)
    #expect(answer.contains("access-control-expose-headers") == (allowed != nil))
    #expect(answer.contains("vary", token: "origin") == (allowed != nil && allowed != "*"))
    #expect(!answer.contains("access-control-allow-credentials"))
  }

  @Test func `CL-X6 a preflight repeats the headers asked for and lets a public page reach this machine`() {
    let asked = head([
      "Origin": "https://app.example", "Access-Control-Request-Headers": "authorization,x-stainless-os",
      "Access-Control-Request-Private-Network": "true",
    ])
    let answer = CORSPolicy(origins: ["*"]).preflightFields(for: asked, methods: [.post])
    #expect(answer.first("access-control-allow-methods") == "POST, OPTIONS")
    #expect(answer.first("access-control-allow-headers") == "authorization,x-stainless-os")
    #expect(answer.first("access-control-allow-private-network") == "true")
    #expect(answer.contains("access-control-max-age"))
  }

  @Test func `A preflight from a page that may not learns nothing`() {
    let asked = head(["Origin": "https://other.example", "Access-Control-Request-Headers": "authorization"])
    #expect(CORSPolicy(origins: ["https://app.example"]).preflightFields(for: asked, methods: [.post]).isEmpty)
  }

  @Test func `A list of headers without end is not repeated`() {
    let asked = head([
      "Origin": "https://app.example", "Access-Control-Request-Headers": String(repeating: "x,", count: 4000),
    ])
    let answer = CORSPolicy(origins: ["*"]).preflightFields(for: asked, methods: [.post])
    #expect(!answer.contains("access-control-allow-headers"))
  }
}
