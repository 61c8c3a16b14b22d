internal import ArgumentParser
internal import FoundationEssentials
internal import GeminiProxy
internal import Logging
internal import OAuth
internal import Server
internal import ServiceLifecycle

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Runs the proxy in the foreground until SIGTERM or Ctrl-C.")

  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    DescriptorLimit.raise()
    let store = try await options.openStore()
    let output = LogOutput(store.current.configuration)
    try await output.flushing { logger in try await serve(store, output, logger) }
  }

  private func serve(_ store: FileConfigurationStore, _ output: LogOutput, _ logger: Logger) async throws {
    let loaded = store.current
    var configuration = loaded.configuration
    let (environment, processID) = (ProcessInfo.processInfo.environment, ProcessInfo.processInfo.processIdentifier)
    let manager = SystemdNotifier(environment: environment, processID: processID)
    configuration.listeningDescriptors = ListeningSocket.inheritedDescriptors(
      environment: environment, processID: processID)
    for notice in store.notices + loaded.warnings.map(\.logText) + GeminiProxy.limitations(of: configuration) {
      logger.warning("\(notice)")
    }
    // With JSON logs the output is for machines alone.
    let isForPeople = configuration.logFormat == .text
    if store.hasUnstoredKey, !(isForPeople && Terminal.isInteractive) {
      logger.warning(
        "a client key was made up that nobody can see; set GEMINI_API_KEYS or name a folder with --state-dir")
    }
    let text = StartUpText(language: .current)
    let canPaste = isForPeople && TerminalInput.isInteractive
    let proxy: GeminiProxy
    do {
      proxy = try await GeminiProxy(configuration: configuration, store: store, logger: logger) { announcement in
        if isForPeople {
          Terminal.print(text.text(announcement, canPaste: canPaste))
        } else {
          announcement.log(to: logger)
        }
      }
    } catch {
      throw StartFailure.exit(error, configuration)
    }
    if isForPeople {
      // Only a person may see a whole key: output that goes elsewhere ends up in some log.
      let showsKey = store.hasUnstoredKey && Terminal.isInteractive
      let showsLink = (store.isNew || store.hasUnstoredKey) && Terminal.isInteractive
      Terminal.print(
        text.banner(proxy, configuration, path: store.path, showsKey: showsKey, showsLink: showsLink))
    } else {
      logger.notice("serving", metadata: ["url": "\(proxy.baseURL)", "configuration": "\(store.path)"])
      if proxy.signIn.accounts.contains(where: \.signsIn), let advice = proxy.signIn.redirect.advice {
        logger.warning("\(advice)")
      }
    }
    var services: [any Service] = [
      proxy, ReloadOnHangup(store: store, proxy: proxy, output: output, logger: logger, manager: manager),
    ]
    if canPaste { services.append(PastedSignIn(signIn: proxy.signIn, language: text.language)) }
    try await proxy.reporting(to: manager) {
      try await runUntilSignalled(services, logger: logger) { manager?.send("STOPPING=1") }
    }
  }
}
