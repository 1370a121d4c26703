import Foundation
import TestSupport
import Testing

/// Exports as offices write them: plain dates, columns named in words, other delimiters.
@Suite("Mapped exports") struct MappedExportTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(
      "policy.yaml",
      """
      policy_name: Reviews
      gates:
        - {name: Reviewed by somebody, records: reviews, expect: 'record.reviewer != ""'}

      """)
  }

  private func check(_ source: String, zone: String = "UTC", pack: String = "mapped") throws -> Program.Run {
    try workspace.write(
      "pack.yaml",
      """
      pack: \(pack)
      title: Mapped
      organization: Harbour Office
      period: {start: 2026-01-01, end: 2026-03-31}
      as_of: 2026-04-05
      calendar: {zone: \(zone)}
      sources:
        reviews: \(source)
      policies: [policy.yaml]

      """)
    return try Program.run(["check", "pack.yaml"], folder: workspace.folder)
  }

  // The first and the last day of the period are in it, the days beside them are not.
  @Test(arguments: ["UTC", "America/New_York", "Europe/Berlin", "Pacific/Auckland"])
  func `a date alone is a whole day of the calendar's zone`(zone: String) throws {
    try workspace.write(
      "reviews.csv",
      """
      id,reviewed_at,subject,reviewer
      1,2025-12-31,a,x
      2,2026-01-01,a,x
      3,2026-03-31,a,x
      4,2026-04-01,a,x

      """)
    let run = try check("{path: reviews.csv, kind: reviews}", zone: zone)
    #expect(run.out.hasPrefix("reviews: 4 read, 2 used, 2 outside the period\n"))
  }

  @Test func `a column is named as the export names it`() throws {
    try workspace.write(
      "reviews.csv",
      "Issue key;Datum (geprüft);Pers.-Nr.;Prüfer/in\nR-1;2026-01-05;4711;Zoë\nR-2;2026-02-05;4712;Ana\nR-1;2026-02-06;1;Ana\n"
    )
    let source = """
      {path: reviews.csv, kind: reviews, csv: {delimiter: ";"}, unique: Issue key, \
      fields: {id: Issue key, reviewed_at: Datum (geprüft), subject: "Pers.-Nr.", reviewer: Prüfer/in}}
      """
    #expect(try check(source).out.hasPrefix("reviews: 3 read, 2 used, 1 duplicate\n"))
  }

  @Test func `columns that are parted otherwise are named as the reason`() throws {
    try workspace.write("reviews.csv", "id;reviewed_at;subject;reviewer\nR-1;2026-01-05;4711;Zoe\n")
    let run = try check("{path: reviews.csv, kind: reviews}")
    #expect(run.status == 2)
    #expect(run.err.contains("reviews.csv:1: error: export has no column 'reviewed_at'"))
    #expect(run.err.contains("add csv: {delimiter: \";\"} to the source"))
  }

  @Test func `records that cannot be read are named with their reason`() throws {
    let rows = (1...6).map { "\($0),\($0 < 6 ? "x" : "2026-01-05"),a,b" }.joined(separator: "\n")
    try workspace.write("reviews.csv", "id,reviewed_at,subject,reviewer\n\(rows)\n")
    let run = try check("{path: reviews.csv, kind: reviews}")
    #expect(run.status == 0)
    #expect(run.out.contains("  rejected reviews.csv:2: 'reviewed_at' is 'x', not an RFC 3339 time\n"))
    #expect(run.out.contains("  and 2 more; a build lists each in an exhibit\n"))
    #expect(!run.out.contains("nothing wrong"))
  }

  @Test func `a pack's name must be a file name on every system`() throws {
    try workspace.write("reviews.csv", "id,reviewed_at,subject,reviewer\nR-1,2026-01-05,4711,Zoe\n")
    let run = try check("{path: reviews.csv, kind: reviews}", pack: "con")
    #expect(run.status == 2)
    #expect(run.err.contains("pack.yaml:1:7: error: pack name 'con' cannot be a file name in the pack"))
  }
}
