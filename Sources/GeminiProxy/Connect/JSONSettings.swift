internal import Translation

/// Settings for a file of JSON, which may have comments and commas too many, as editors allow them.
package struct JSONSettings: Sendable {
  package struct Member: Sendable {
    /// The keys from the top down to it.
    package let path: [String]
    /// A JSON value.
    package let value: [UInt8]

    package init(_ path: [String], _ value: [UInt8]) {
      self.path = path
      self.value = value
    }

    package init(_ path: [String], text: String) {
      self.init(path, ConfigurationText.quoted(text))
    }
  }

  package let members: [Member]

  package init(_ members: [Member]) {
    self.members = members
  }

  /// The text with these members; all others, their order and the comments stay.
  package func merged(into text: [UInt8]) throws(SettingsConflict) -> [UInt8] {
    var text = text.allSatisfy { $0 <= 0x20 } ? Array("{}\n".utf8) : text
    for member in members {
      do throws(ConfigurationText.Problem) {
        text = try ConfigurationText.setting(member.path, to: member.value, lenientlyIn: text)
      } catch {
        throw SettingsConflict(error.message)
      }
    }
    return text
  }
}
