import GRDB
import GeminiProxy

/// The proxy's configuration in a program's own database: what it is to do, and what it learns.
struct DatabaseStore: ConfigurationStore {
  let database: DatabaseQueue

  /// Opens the database and makes the tables; the first start makes a client key as well.
  init(path: String) throws {
    database = try DatabaseQueue(path: path)
    var migrator = DatabaseMigrator()
    migrator.registerMigration("proxy") { db in
      try db.create(table: "installation") { table in
        table.primaryKey("id", .integer).check { $0 == 1 }
        table.column("clientID", .text).notNull()
        table.column("port", .integer).notNull()
      }
      try db.create(table: "clientKey") { table in
        table.primaryKey("key", .text)
        table.column("name", .text).notNull()
      }
      try db.create(table: "account") { table in
        table.primaryKey("name", .text)
        table.column("token", .text).notNull()
        table.column("projectID", .text).notNull()
      }
      try Installation(id: 1, clientID: "", port: 0).insert(db)
      try StoredKey(key: ClientKey.generated().key.exposed, name: "first").insert(db)
    }
    try migrator.migrate(database)
  }

  func load() async throws -> ProxyConfiguration {
    try await database.read { try Self.configuration(in: $0) }
  }

  func update(_ change: @escaping @Sendable (inout ProxyConfiguration) -> Void) async throws {
    // One transaction: whatever else writes to the database comes before or after.
    try await database.write { db in
      var configuration = try Self.configuration(in: db)
      change(&configuration)
      try Self.store(configuration, in: db)
    }
  }

  private static func configuration(in db: Database) throws -> ProxyConfiguration {
    var configuration = ProxyConfiguration()
    if let installation = try Installation.fetchOne(db) {
      configuration.clientID = installation.clientID
      configuration.port = installation.port
    }
    configuration.apiKeys = try StoredKey.fetchAll(db).map { ClientKey(name: $0.name, key: Secret($0.key)) }
    configuration.accounts = try StoredAccount.fetchAll(db).map { row in
      var account = AccountConfiguration(name: row.name)
      account.tokenFile = Secret(row.token)
      account.projectID = row.projectID
      return account
    }
    return configuration
  }

  private static func store(_ configuration: ProxyConfiguration, in db: Database) throws {
    try Installation(id: 1, clientID: configuration.clientID, port: configuration.port).save(db)
    for account in configuration.accounts {
      try StoredAccount(name: account.name, token: account.tokenFile.exposed, projectID: account.projectID).save(db)
    }
  }
}

private struct Installation: Codable, FetchableRecord, PersistableRecord {
  var id: Int
  var clientID: String
  var port: Int
}

private struct StoredKey: Codable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "clientKey"
  var key: String
  var name: String
}

private struct StoredAccount: Codable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "account"
  var name: String
  /// Whoever can read it can use the person's account: guard the file as you would a password.
  var token: String
  var projectID: String
}
