import AuditModel
import DocumentModel
import Rows

/// What a change must pass before it is deployed: tests, scan, staging and a canary.
enum DeploymentGatesSection {
  static let section = ReportSection.records("deployment_gates", "Deployment gates", of: "changes") { rows, facts in
    let open = rows.filter { row in flags.contains { row[$0.field].bool != true } || row["canary_minutes"].isNull }
    let list: [Block] =
      open.isEmpty
      ? [.words("Every change passed tests, scan and staging, and had a canary.")]
      : [listing.table("Changes with a gate not passed or not recorded", open, facts)]
    return [.table(summary(rows))] + list
  }

  private static let flags = [
    (title: "Tests passed", field: "ci_passed"), (title: "Scan clean", field: "scan_clean"),
    (title: "Staging passed", field: "staging_passed"),
  ]

  private static let listing = Listing(
    "changes",
    [
      .code("Change", "id"), .text("Type", "type"), .check("Tests passed", "ci_passed"),
      .check("Scan clean", "scan_clean"),
      .check("Staging passed", "staging_passed"), .number("Canary minutes", "canary_minutes"),
    ])

  private static func summary(_ rows: [Table.Row]) -> DocumentTable {
    let canaries = rows.compactMap { Words.number($0["canary_minutes"]) }
    var lines: [[DocumentTable.Cell]] = flags.map { flag in
      let passed = rows.count { $0[flag.field].bool == true }
      let silent = rows.count { $0[flag.field].isNull }
      return [[.text(flag.title)], [.text(Words.share(passed, of: rows.count))], [.text(Words.count(silent))]]
    }
    let shortest = canaries.min().map { ", the shortest \(Words.value($0, unit: "min"))" } ?? ""
    lines.append([
      [.text("Canary")], [.text(Words.share(canaries.count, of: rows.count) + shortest)],
      [.text(Words.count(rows.count - canaries.count))],
    ])
    return DocumentTable(
      caption: "Gates before deployment", columns: [.init("Gate"), .init("Passed"), .init("Not recorded", .trailing)],
      rows: lines)
  }
}
