import AuditModel
import DocumentModel
import Reporting
import Rows
import Testing
import TimeZones

/// Berlin was at +01:00 until 2024-03-31T01:00:00Z, and at +02:00 from then on.
@Suite("Times in the calendar's zone") struct LocalTimeTests {
  private static let berlin = LocalClock(zone: "Europe/Berlin") { instant in
    let change = Instant(microseconds: 1_711_846_800 * Instant.perSecond)
    return instant < change
      ? .init(start: .earliest, end: change, offset: 3600) : .init(start: change, end: .latest, offset: 7200)
  }

  private func document(
    _ section: String, _ tables: [String: String] = [:], events: String = "", clock: LocalClock = berlin
  ) async throws -> Document {
    let definition = DocumentDefinition(name: "D", sections: [section], formats: [.html])
    let facts = try await ReportSample.facts([definition], tables: tables, clock: clock)
    let activity = events.isEmpty ? nil : try await ReportSample.activity(events, facts)
    return try #require(try ReportSample.documents(facts, activity).first)
  }

  private static let users = """
    id,email,status,created_at,terminated_on,last_login_at
    1,ana@x.example,active,2021-01-01T23:00:00Z,2024-02-14T23:00:00Z,2024-02-14T08:15:00Z
    2,ben@x.example,active,2021-01-01T23:00:00Z,2024-03-31T22:00:00Z,2024-03-31T22:05:00Z

    """

  @Test func `a date that was read as midnight in the zone is printed as that date`() async throws {
    let table = try #require(ReportSample.tables(try await document("terminated_users", ["users": Self.users])).first)
    #expect(table.columns.map(\.title) == ["Account", "Left on", "Last login (Europe/Berlin)", "Status"])
    #expect(
      table.rows.map { ReportSample.words($0) } == [
        "ana@x.example | 2024-02-15 | 2024-02-14 09:15 | active",
        "ben@x.example | 2024-04-01 | 2024-04-01 00:05 | active",
      ])
  }

  @Test func `a column of times that are all dates is one of days, and names no zone`() async throws {
    let text = """
      id,component,cvss,found_at,patched_at
      a,x,9.0,2024-01-09T23:00:00Z,2024-01-10T23:00:00Z

      """
    let tables = ReportSample.tables(try await document("vulnerability_sla", ["vulnerabilities": text]))
    let table = try #require(tables.last { $0.caption.hasPrefix("Vulnerabilities:") })
    #expect(table.columns.map(\.title)[4] == "Found")
    #expect(ReportSample.words(table.rows[0]).contains("2024-01-10 | 1 d"))
  }

  /// Friday 2024-03-01, 17:30 UTC and 18:30 in Berlin; Sunday 2024-03-31, 22:30 UTC and Monday 00:30 in Berlin.
  private static let events = """
    {"timestamp":"2024-03-01T17:30:00Z","type":"auth.login","actor":"ana@x.example"}
    {"timestamp":"2024-03-31T21:30:00Z","type":"auth.login","actor":"ana@x.example"}
    {"timestamp":"2024-03-01T18:30:00Z","type":"auth.login","actor":"ana@x.example"}

    """

  @Test func `hours, weekdays and days of events are those of the zone`() async throws {
    let activity = try await ReportSample.activity(
      Self.events, try await ReportSample.facts([], clock: Self.berlin))
    // Friday 18:00 and 19:00; Sunday 23:00.
    #expect(activity.hours.indices.filter { activity.hours[$0] > 0 } == [4 * 24 + 18, 4 * 24 + 19, 6 * 24 + 23])
    #expect(activity.days[try #require(Day("2024-03-31"))] == 1)
    let report = try await document("user_activity", events: Self.events)
    let text = report.blocks.map(ReportSample.words).joined(separator: "\n")
    #expect(text.contains("33.3% of the events fall on Monday to Friday between 07:00 and 19:00 Europe/Berlin"))
    #expect(text.contains("ana@x.example | 3 | 100.0% | 2024-03-01 18:30 | 2024-03-31 23:30"))
    #expect(!text.contains("UTC"))
  }

  @Test func `the cover names the zone where it is not UTC`() async throws {
    let local = try await document("decisions")
    #expect(local.facts.contains { $0.label == "Times" && $0.value.map(\.words).joined().contains("Europe/Berlin") })
    #expect(!(try await document("decisions", clock: .utc)).facts.contains { $0.label == "Times" })
  }
}
