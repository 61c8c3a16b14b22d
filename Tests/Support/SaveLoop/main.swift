internal import GeminiProxy
internal import Glibc
internal import OAuth

// Stores token after token until it is killed: `SaveLoop CONFIG FIRST [pause]`.
//
// Writes `.` after each save; with `pause`, writes `p` between writing the new file and its rename, and waits there.

func say(_ character: Character) {
  var byte = character.asciiValue ?? 0
  write(1, &byte, 1)
}

let arguments = CommandLine.arguments
guard arguments.count >= 3, let first = Int(arguments[2]) else { exit(64) }
let limits = SystemLimits(memoryBytes: 1 << 30, usableCPUs: 1, descriptors: 1024)
var files = ConfigurationFiles(
  path: arguments[1], stateFolder: nil, loader: ConfigurationLoader(environment: [:], limits: limits))
if arguments.count > 3 {
  files.file.beforeRename = {
    say("p")
    while true { pause() }
  }
}
var number = first
while true {
  let token = OAuthToken(accessToken: Secret("access-\(number)"), refreshToken: Secret("\(number)"), expiry: nil)
  guard case .file = files.save({ [.token(token, account: "default")] }) else { exit(73) }
  say(".")
  number += 1
}
