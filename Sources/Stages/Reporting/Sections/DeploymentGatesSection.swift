import AuditModel
import DocumentModel
import Rows

/// What a change must pass before it is deployed: tests, scan, staging and a canary.
enum DeploymentGatesSection {
  static let section = ReportSection.records("deployment_gates", "Deployment gates", of: "changes") { rows, facts in
    let known = flags.filter { !Dataset.lacks($0.field, of: "changes", facts) }
    let canary = !Dataset.lacks("canary_minutes", of: "changes", facts)
    let open = rows.filter { row in
      known.contains { row[$0.field].bool != true } || (canary && row["canary_minutes"].isNull)
    }
    guard canary || !known.isEmpty else {
      return [.words("The export of changes says nothing of tests, scan, staging and canary.")]
    }
    let list: [Block] =
      open.isEmpty
      ? [
        .words(
          known.count == flags.count && canary
            ? "Every change passed tests, scan and staging, and had a canary."
            : "Every change passed the gates that the export knows.")
      ]
      : [listing.table("Changes with a gate not passed or not recorded", open, facts)]
    return [.table(summary(rows, facts))] + list
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

  private static func summary(_ rows: [Table.Row], _ facts: Facts) -> DocumentTable {
    let canaries = rows.compactMap { Words.number($0["canary_minutes"]) }
    var lines: [[DocumentTable.Cell]] = flags.map { flag in
      let passed = rows.count { $0[flag.field].bool == true }
      let silent = rows.count { $0[flag.field].isNull }
      if silent == rows.count, Dataset.lacks(flag.field, of: "changes", facts) {
        return [[.text(flag.title)], [.text(Words.notExported)], []]
      }
      return [[.text(flag.title)], [.text(Words.share(passed, of: rows.count))], [.text(Words.count(silent))]]
    }
    let shortest = canaries.min().map { ", the shortest \(Words.value($0, unit: "min"))" } ?? ""
    lines.append([
      [.text("Canary")],
      [.text(canaries.isEmpty ? Words.notExported : Words.share(canaries.count, of: rows.count) + shortest)],
      canaries.isEmpty ? [] : [.text(Words.count(rows.count - canaries.count))],
    ])
    return DocumentTable(
      caption: "Gates before deployment", columns: [.init("Gate"), .init("Passed"), .init("Not recorded", .trailing)],
      rows: lines)
  }
}
