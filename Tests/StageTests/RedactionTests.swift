import AuditModel
import Bytes
import Ingestion
import Rows
import TestSupport
import Testing

@Suite("Redaction") struct RedactionTests {
  private static let key = Array("0123456789abcdef0123456789abcdef".utf8)
  private static let text = """
    id,email,status,created_at,roles
    usr_1,ana@x.example,active,2024-01-01T00:00:00Z,admin;ana@x.example
    usr_2,ben@x.example,active,2024-01-01T00:00:00Z,
    usr_3,,broken,not a time,

    """

  private func read(
    _ rules: [RedactionRule], _ text: String = Self.text, chunkSize: Int = 1 << 20
  ) async throws -> (SourceReconciliation, Table, RedactionLedger) {
    let source = IngestionTests.source(try #require(DatasetKinds.named("users")), format: .csv)
    let plan = SourcePlan(
      definition: source, files: [MemorySource(name: "u.csv", bytes: Array(text.utf8))], position: 0)
    let settings = IngestionSettings(
      bounds: IngestionTests.bounds, chunkSize: chunkSize, redaction: RedactionSettings(rules: rules, key: Self.key))
    let (account, table, _, ledger) = try await Ingestion.table(plan, settings: settings)
    return (account, table, ledger)
  }

  private func rule(_ field: String, _ treatment: RedactionRule.Treatment) -> RedactionRule {
    RedactionRule(dataset: "users", field: field, treatment: treatment)
  }

  /// By openssl, which computes the same name from the documented bytes.
  @Test func `a pseudonym is the keyed code of the value`() async throws {
    let table = try await read([rule("email", .pseudonym)]).1
    let code = try Program.command([
      "/bin/sh", "-c",
      "printf 'vouch-pseudonym/1\\nana@x.example' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef -r",
    ]).out
    #expect(table.rows[0].written("email") == "id-" + code.prefix(12))
    #expect(table.rows[0].written("email") != table.rows[1].written("email"))
  }

  @Test func `a value has one name in every field and list`() async throws {
    let table = try await read([rule("email", .pseudonym), rule("roles", .pseudonym)]).1
    #expect(
      table.rows[0].written("roles").split(separator: "; ").last.map(String.init) == table.rows[0].written("email"))
  }

  @Test func `a mask keeps four characters, and a dropped field is empty`() async throws {
    let table = try await read([rule("id", .mask), rule("email", .drop)]).1
    #expect(table.rows.map { $0.written("id") } == ["*sr_1", "*sr_2"])
    #expect(table.rows.map { $0.written("email") } == ["", ""])
  }

  /// The strict parser's reasons name keys and numbers.
  @Test func `a record that is not well-formed shows nothing of itself`() async throws {
    let source = IngestionTests.source(try #require(DatasetKinds.named("users")))
    let sound = #"{"id":"1","email":"ana@x.example","status":"active"}"#
    let text = sound + "\n" + #"{"q":{"carol@secret.example":1,"carol@secret.example":2}}"# + "\n"
    let plan = SourcePlan(
      definition: source, files: [MemorySource(name: "u.jsonl", bytes: Array(text.utf8))], position: 0)
    let settings = IngestionSettings(
      bounds: IngestionTests.bounds,
      redaction: RedactionSettings(rules: [rule("email", .pseudonym)], key: Self.key))
    let (account, _, _, _) = try await Ingestion.table(plan, settings: settings)
    #expect(account.rejections.map(\.reason) == ["the record is not well-formed"])
    #expect(account.rejections.first?.excerpt.contains("carol") == false)
  }

  @Test func `the ledger counts values by rule, and what a shown field holds is no secret`() async throws {
    let ledger = try await read([rule("email", .pseudonym)]).2
    #expect(ledger.counts == [0: 2])
    // Ana's address also stands among the roles, which are shown.
    #expect(ledger.secrets.map(\.value) == ["ben@x.example"])
  }

  /// The same name to a reader, but other bytes: composed, and with a combining accent.
  @Test(arguments: [1, 1 << 20]) func `values of other bytes have other names, however the file is cut`(size: Int)
    async throws
  {
    let text =
      "id,email,status,created_at\n" + "usr_1,ren\u{E9}@x.example,active,2024-01-01T00:00:00Z\n"
      + "usr_2,rene\u{301}@x.example,active,2024-01-01T00:00:00Z\n"
    let (_, table, ledger) = try await read([rule("email", .pseudonym)], text, chunkSize: size)
    #expect(Set(table.rows.map { $0.written("email") }).count == 2)
    #expect(ledger.counts == [0: 2] && ledger.secrets.count == 2)
  }

  @Test func `rejected records of a redacted source show no text`() async throws {
    let plain = try await read([]).0
    #expect(plain.rejections.map(\.excerpt) == ["usr_3,,broken,not a time,"])
    let hidden = try await read([rule("email", .mask)]).0
    #expect(hidden.rejections.map(\.excerpt) == ["withheld: begins with 25 bytes of text"])
    let reason = try #require(hidden.rejections.first?.reason)
    #expect(reason.hasSuffix("is not an RFC 3339 time"))
    #expect(!reason.contains("not a time"))
  }
}
