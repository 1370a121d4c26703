import Foundation
import TestSupport
import Testing
import VouchKit

/// Searches of the fixture's audit trail; the expected counts are those of a script over the same files with Python's
/// `json`, `gzip` and `ipaddress`.
@Suite("Query")
struct QueryTests {
  static func query(
    _ condition: String? = nil, users: [String] = [], categories: [EventCategory] = [], from: Moment? = nil,
    until: Moment? = nil, limit: Int = 5, jobs: Int = 2, source: String = "audit_log"
  ) async throws -> QueryOutcome {
    let definition = Checkout.root.appending(path: "fixtures/soc2-2024q1/pack.yaml").path()
    return try await Vouch.query(
      QueryOptions(
        target: .source(source, definition: definition), condition: condition, from: from, until: until, users: users,
        types: [], categories: categories, severities: [], limit: limit, jobs: jobs, share: Checkout.root.path()))
  }

  @Test(arguments: [1, 2])
  func `failed logins from the inner network are found, counted and shown up to the limit`(jobs: Int) async throws {
    let condition = #"record.type == "auth.failed" && cidr("10.0.0.0/8").containsIP(record.ip)"#
    let outcome = try await Self.query(condition, jobs: jobs)
    #expect(outcome.found == 102)
    #expect(outcome.shown == 5)
    let first = try #require(outcome.rows.first)
    #expect(first.values.first == "2024-01-02T08:50:37Z")
    #expect(outcome.csv.count { $0 == 0x0A } == 6)
  }

  @Test(arguments: [(EventCategory.compliance, 9), (.user, 14413), (.system, 354)])
  func `a category holds its types`(category: EventCategory, expected: Int) async throws {
    #expect(try await Self.query(categories: [category], limit: 1).found == expected)
  }

  @Test(arguments: ["kenji.mori@calcbridge.example", "Kenji.Mori@CALCBRIDGE.example"])
  func `an actor is searched within days, in whatever letters`(user: String) async throws {
    let outcome = try await Self.query(
      users: ["nobody@x.example", user], from: Moment("2024-02-01"),
      until: Moment("2024-02-10"))
    #expect(outcome.found == 66)
    #expect(outcome.account.counts.balances)
  }

  /// What means something in a pattern means itself in a name.
  @Test(arguments: ["kenji.mori", "kenji.mori@calcbridge.exampl.", "kenji?mori@calcbridge.example", ".*", "a|b", ""])
  func `an actor is searched by all of the name`(user: String) async throws {
    #expect(try await Self.query(users: [user]).found == 0)
  }

  @Test(arguments: ["record.nosuch == 1", "record.type ==", "1 + 1"])
  func `a condition that is none is refused`(condition: String) async {
    await #expect(throws: Diagnostics.self) { _ = try await Self.query(condition) }
  }

  @Test func `an unknown source is refused`() async {
    await #expect(throws: Diagnostics.self) { _ = try await Self.query(source: "audit_lgo") }
  }

  /// Under the preset of another system nothing can be read, which is not the same as nothing found.
  @Test func `an export of which no record can be read is refused with the first reason`() async {
    await #expect {
      _ = try await PresetTests.query("presets/okta.json", "github-audit")
    } throws: { error in
      let first = (error as? Diagnostics)?.all.first
      return first?.message.hasPrefix("no record can be read: ") == true
        && first?.hint?.hasPrefix("the first one: ") == true && first?.location?.line != nil
    }
  }

  /// Okta's console writes other columns than its API has members; Workspace has no such preset.
  @Test(arguments: [
    ("okta-console.csv", "okta-system-log", "use preset: okta-system-log-csv; if its columns"),
    ("entra-portal.csv", "entra-sign-in", "use preset: entra-sign-in-csv"),
    ("cloudtrail-history.csv", "google-workspace-admin", "export JSON"),
  ])
  func `a CSV export leads to the preset that reads it`(file: String, preset: String, hint: String) async {
    await #expect {
      _ = try await PresetTests.query("presets/" + file, preset)
    } throws: { error in
      (error as? Diagnostics)?.all.first?.hint?.hasPrefix(hint) == true
    }
  }
}
