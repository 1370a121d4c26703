import AuditModel
import DocumentModel
import Reporting
import Rows
import Testing

@Suite("Fields that an export lacks") struct AbsentFieldTests {
  private static let users = """
    id,email,status,created_at
    u1,ana@x.example,active,2021-01-01T00:00:00Z
    u2,ben@x.example,active,2021-01-01T00:00:00Z
    u3,cleo@x.example,active,2021-01-01T00:00:00Z
    u4,dan@x.example,active,2024-03-01T00:00:00Z

    """

  /// Ana by her address, Ben by his id and before the limit of 2024-01-07, Cleo by an attempt of somebody else's only.
  private static let events = """
    {"timestamp":"2024-03-02T08:00:00Z","type":"auth.login","actor":"ana@x.example"}
    {"timestamp":"2024-01-06T08:00:00Z","type":"auth.login","actor":"u2"}
    {"timestamp":"2024-03-02T08:00:00Z","type":"auth.failed","actor":"cleo@x.example"}

    """

  private func document(_ section: String, _ tables: [String: String], events: String = "") async throws -> Document {
    let definition = DocumentDefinition(name: "D", sections: [section], formats: [.html])
    let facts = try await ReportSample.facts([definition], tables: tables)
    let activity = events.isEmpty ? nil : try await ReportSample.activity(events, facts)
    return try #require(try ReportSample.documents(facts, activity).first)
  }

  private func words(_ document: Document) -> String {
    document.blocks.map(ReportSample.words).joined(separator: "\n")
  }

  @Test func `logins of the events say who is dormant where the users do not`() async throws {
    let report = try await document("dormant_accounts", ["users": Self.users], events: Self.events)
    let table = try #require(ReportSample.tables(report).first)
    #expect(table.rows.map { ReportSample.words($0).prefix(3) } == ["ben", "cle"])
    #expect(words(report).contains("2 of 4 (50.0%) active accounts are"))
  }

  @Test func `nobody is called dormant where nothing says when accounts were used`() async throws {
    let foreign = #"{"timestamp":"2024-03-02T08:00:00Z","type":"auth.login","actor":"eve@y.example"}"# + "\n"
    for events in ["", foreign] {
      let report = try await document("dormant_accounts", ["users": Self.users], events: events)
      #expect(words(report).contains("The export of users has no last_login_at"))
      #expect(!ReportSample.tables(report).contains { $0.caption.hasPrefix("Dormant") })
    }
  }

  @Test(arguments: [
    ("mfa_coverage", "mfa_enrolled"), ("privileged_access", "privileged"), ("terminated_users", "terminated_on"),
  ])
  func `a section about a field that no account has says so, and counts nothing`(
    section: String, field: String
  ) async throws {
    let text = words(try await document(section, ["users": Self.users]))
    #expect(text.contains("The export of users has no \(field)"))
    #expect(!text.contains("0 of 4"))
  }

  @Test func `a table leaves out the columns that no record fills, and names them`() async throws {
    let table = try #require(ReportSample.tables(try await document("user_list", ["users": Self.users])).first)
    #expect(table.columns.map(\.title) == ["Account", "Status", "Created"])
    #expect(
      table.continuation?.map(\.words).joined()
        == " Not in the export: Name, Type, Roles, Department, Last login.")
  }

  @Test func `duties cannot be held apart by a field that is not there`() async throws {
    let changes = "id,merged_at,type,author\nC1,2024-01-02T00:00:00Z,feature,mei@x.example\n"
    let table = try #require(
      ReportSample.tables(try await document("segregation_of_duties", ["changes": changes])).first)
    #expect(ReportSample.words(table.rows[0]).hasSuffix("| 1 | not in the export: approvers"))
    let summary = try #require(
      ReportSample.tables(try await document("approval_workflow", ["changes": changes])).first)
    #expect(
      ReportSample.words(summary.rows[0]) == "feature | 1 | not in the export | not in the export | not in the export")
  }

  @Test func `a backup that does not say whether it is encrypted is not called encrypted`() async throws {
    let backups = "id,finished_at,data,status\nB1,2024-01-02T00:00:00Z,ledger,success\n"
    let text = words(try await document("backups", ["backups": backups]))
    #expect(text.contains("ledger | 1 | 1 | not in the export |"))
    #expect(text.contains("whether they are encrypted is not in it"))
  }

  @Test func `a list of accounts has no first, last and silence`() async throws {
    let report = try await document("completeness", [:])
    #expect(!ReportSample.tables(report).contains { $0.caption.hasPrefix("Times") })
  }
}
