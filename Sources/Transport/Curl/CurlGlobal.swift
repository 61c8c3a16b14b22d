internal import CCurl
internal import Glibc

/// What libcurl needs once per process.
enum CurlGlobal {
  /// Initialised on first use, before any handle exists.
  static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// The system's certificate bundle, named explicitly because libcurl's own default may belong to another system.
  static let certificateFile: String? = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
  ].first { access($0, R_OK) == 0 }

  static let hasQuickExit: Bool = {
    guard let easy = curl_easy_init() else { return false }
    defer { curl_easy_cleanup(easy) }
    return ccurl_set_quick_exit(easy) != 0
  }()
}

/// The version of the libcurl that is loaded, for `--version` and reports.
package func curlVersion() -> String {
  String(cString: curl_version())
}
