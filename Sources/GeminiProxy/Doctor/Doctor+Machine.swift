internal import Glibc
internal import OAuth
internal import Server
internal import Transport

extension Doctor {
  /// Whether secrets are kept from others, and whether what is learned can be kept.
  func checkFiles() async -> [DoctorFinding] {
    await BlockingExecutor.shared.run { [path, stateFolder] in
      var status = stat()
      let exists = stat(path, &status) == 0
      var findings: [DoctorFinding] = []
      if exists, status.st_mode & 0o077 != 0 {
        findings.append(
          DoctorFinding(
            "files", .failed, "others may read \(path), which holds tokens and keys", advice: "Run: chmod 600 \(path)"))
      }
      let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
      let place = exists ? path : folder.isEmpty ? "/" : folder
      let isWritable = access(place, W_OK) == 0 || stateFolder.map { access($0, W_OK) == 0 } ?? false
      if !isWritable {
        findings.append(
          DoctorFinding(
            "files", .failed, "\(place) cannot be written: a sign-in would be lost at the next restart",
            advice: "Make it writable, or name a folder with --state-dir."))
      }
      return findings.isEmpty
        ? [DoctorFinding("files", .ok, exists ? "\(path) is ours alone" : "\(place) is writable")] : findings
    }
  }

  /// Whether the address can be listened on, or is this proxy's already.
  func checkPort() async -> DoctorFinding {
    let address: ListenAddress
    do throws(ProxyStartError) {
      address = try ListenAddress(configuration)
      try address.check(configuration)
    } catch {
      return DoctorFinding("port", .failed, "\(error)", advice: "Add a key with: gemini-proxy keys add")
    }
    let failure = await BlockingExecutor.shared.run { () -> ListenError? in
      do throws(ListenError) {
        _ = try ListeningSocket.listen(on: address)
        return nil
      } catch {
        return error
      }
    }
    guard let failure else { return DoctorFinding("port", .ok, "\(address.baseURL(port: configuration.port)) is free") }
    guard failure.isAddressInUse else {
      return DoctorFinding("port", .failed, "\(failure)", advice: "Set host and port to an address of this machine.")
    }
    if let version = await runningVersion(address) {
      return DoctorFinding(
        "port", .ok, "gemini-proxy \(version) is running at \(address.baseURL(port: configuration.port))")
    }
    let holder = portHolder(configuration.port).map { ": \($0)" } ?? ""
    return DoctorFinding(
      "port", .failed, "\(configuration.port) is in use by another program\(holder)",
      advice: "End it, or set another port.")
  }

  private func runningVersion(_ address: ListenAddress) async -> String? {
    guard case .tcp = address,
      let answer = try? await fetch(address.baseURL(port: configuration.port) + "/health", proxy: .direct),
      answer.status == 200
    else { return nil }
    return HealthAnswer.version(in: answer.body)
  }
}
