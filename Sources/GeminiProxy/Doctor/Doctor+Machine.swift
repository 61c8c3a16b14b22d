internal import Glibc
internal import OAuth
internal import Server
internal import Transport

extension Doctor {
  /// Whether secrets are kept from others, and whether what is learned can be kept.
  func checkFiles() async -> [DoctorFinding] {
    await BlockingExecutor.shared.run { [path, stateFolder, secretFiles, namedFiles] in
      let exists = StateFileSystem.status(path) != nil
      var findings: [DoctorFinding] = []
      var ours: [String] = []
      for file in secretFiles {
        // What is not there is told by whatever needs it.
        guard let status = StateFileSystem.status(file) else { continue }
        guard status.st_mode & 0o077 != 0 else {
          ours.append(file)
          continue
        }
        let deed = status.st_mode & 0o022 != 0 ? "change" : "read"
        let message = "others may \(deed) \(file), which holds tokens or keys"
        // Containers are given their secrets that way.
        let isGiven = deed == "read" && namedFiles.contains(file)
        findings.append(
          DoctorFinding("files", isGiven ? .warning : .failed, message, advice: "Run: chmod 600 \(file)"))
      }
      let place = exists ? path : StateFileSystem.folder(of: path)
      let isWritable = access(place, W_OK) == 0 || stateFolder.map { access($0, W_OK) == 0 } ?? false
      if !isWritable {
        findings.append(
          DoctorFinding(
            "files", .failed, "\(place) cannot be written: a sign-in would be lost at the next restart",
            advice: "Make it writable, or name a folder with --state-dir."))
      }
      guard findings.isEmpty else { return findings }
      let told = ours.map { "\($0) is ours alone" } + (exists ? [] : ["\(place) is writable"])
      return [DoctorFinding("files", .ok, told.joined(separator: ", "))]
    }
  }

  /// The files that hold tokens and keys: the configuration, what was learned, and the credentials it names.
  private var secretFiles: [String] {
    let learned = stateFolder.map { ["\($0)/state.json"] } ?? []
    var seen: Set<String> = []
    return ([path] + learned + namedFiles).filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  private var namedFiles: [String] {
    [configuration.serviceAccountFile] + configuration.accounts.map(\.serviceAccountFile)
  }

  /// Whether the address can be listened on, or is this proxy's already.
  func checkPort() async -> DoctorFinding {
    let address: ListenAddress
    do throws(ProxyStartError) {
      address = try ListenAddress(configuration)
      try address.check(configuration)
    } catch {
      return DoctorFinding(
        "port", .failed, "\(error)",
        advice:
          #"Take "api_keys" out of the configuration, so that the next start makes one, or set host to 127.0.0.1."#)
    }
    if case .unix(let path) = address {
      return await BlockingExecutor.shared.run { Self.checkUnixSocket(path) }
    }
    let failure = await BlockingExecutor.shared.run { () -> ListenError? in
      do throws(ListenError) {
        _ = try ListeningSocket.listen(on: address)
        return nil
      } catch {
        return error
      }
    }
    guard let failure else {
      let message =
        configuration.port == 0
        ? "0: the system chooses a free one at every start" : "\(address.baseURL(port: configuration.port)) is free"
      return DoctorFinding("port", .ok, message)
    }
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
    guard let answer = try? await fetch(address.baseURL(port: configuration.port) + "/health", proxy: .direct),
      answer.status == 200
    else { return nil }
    return HealthAnswer.version(in: answer.body)
  }
}
