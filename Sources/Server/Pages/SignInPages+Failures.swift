internal import OAuth

extension SignInPages {
  /// Status, title and words for a sign-in that came to nothing.
  func explanation(of failure: SignInFailure) -> (status: Int, title: String, words: String) {
    let title = language("The sign-in did not work", "登录未成功")
    return switch failure {
    case .unknownAccount(let name):
      (404, title, language("There is no account named \(name).", "没有名为 \(name) 的账号。"))
    case .state(.unknown):
      (
        400, language("This sign-in is not known here", "无法识别这次登录"),
        language(
          "It was not begun here, or the proxy has been restarted since.", "这次登录不是在这里发起的，或者代理在此期间重启过。")
      )
    case .state(.lapsed):
      (
        400, language("This sign-in took too long", "登录已超时"),
        language("The link has lapsed. Start again.", "链接已过期，请重新登录。")
      )
    case .state(.alreadyUsed):
      (
        400, language("This link has been used", "链接已被使用"),
        language(
          "A sign-in link is good once. If you are signed in, all is well; otherwise start again.",
          "每个登录链接只能使用一次。如果已经登录成功，可以忽略此页面；否则请重新登录。")
      )
    case .state(.otherBrowser):
      (
        400, language("This is another browser", "浏览器不一致"),
        language(
          "The sign-in was begun in another browser, or this one does not keep cookies.",
          "这次登录是在另一个浏览器中发起的，或者当前浏览器没有保存 Cookie。")
      )
    case .denied("access_denied"):
      (
        403, language("The sign-in was cancelled", "登录已取消"),
        language("Access was refused on Google's page.", "在 Google 页面上拒绝了授权。")
      )
    case .denied(let code): (403, title, language("Google answered: \(code)", "Google 的回应：\(code)"))
    case .missingCode: (400, title, language("Google's answer holds no code.", "Google 的回应中没有授权码。"))
    case .exchange(let error): (502, title, "\(error)")
    case .noRefreshToken:
      (
        502, title,
        language(
          """
          Google gave no lasting token. Remove this program under https://myaccount.google.com/connections and sign in \
          again.
          """,
          "Google 没有给出长期令牌。请在 https://myaccount.google.com/connections 中移除此程序，然后重新登录。")
      )
    case .unidentified(let account):
      (
        502, title,
        language(
          "Google did not tell whose sign-in this is, so the account \(account), which works, was left as it is.",
          "Google 没有说明这是谁的登录，因此保留了正常工作的账号 \(account)。")
      )
    case .notForPeople(let account):
      (
        409, language("Nobody has to sign in", "无需登录"),
        language(
          "The account \(account) uses a key or a file from the configuration.", "账号 \(account) 使用配置中的密钥或凭据文件。")
      )
    case .otherPerson(let account, _, let offered):
      (
        409, language("Another account is in use", "已有其他账号在使用"),
        language(
          """
          The account \(account) works and belongs to somebody else, so the sign-in of \(offered) was not stored. To add \
          it, run “gemini-proxy login --account NAME”.
          """,
          "账号 \(account) 正常工作且属于其他人，因此没有保存 \(offered) 的登录。如需添加，请执行 “gemini-proxy login --account 名称”。")
      )
    }
  }
}
