import AuditModel
import DocumentModel
import Rows

/// What the portfolio's compliance tests came to.
enum ComplianceSummarySection {
  static let section = ReportSection.records("compliance_summary", "Compliance tests", of: "compliance_tests") {
    rows, facts in
    let open = rows.filter { $0.text("status") != "passed" }
    let list: [Block] =
      open.isEmpty ? [.words("Every test passed.")] : [listing.table("Tests that did not pass", open, facts)]
    return [.figure(figure(rows)), .table(table(rows))] + list
  }

  static func tone(_ status: String) -> Tone {
    switch status {
    case "passed": .good
    case "warning": .warning
    case "failed": .bad
    default: .neutral
    }
  }

  private static let listing = Listing(
    "compliance_tests",
    [
      .code("Run", "id"), .time("Run at", "run_at"), .code("Test", "name"),
      .init("Status") { [.status($0.written("status"), tone($0.written("status")))] },
      .number("Value", "value"), .number("Limit", "limit"),
    ])

  private static func figure(_ rows: [Table.Row]) -> Figure {
    let parts = ["passed", "warning", "failed"].map { word in
      StatusStrip.Part(word, tone(word), rows.count { $0.text("status") == word })
    }
    let strip = StatusStrip(parts: parts, unit: "tests")
    return Figure(
      title: "\(Words.share(parts[0].count, of: rows.count)) tests passed", alternative: strip.alternative,
      source: "compliance_tests of the period", drawing: strip.drawing)
  }

  private static func table(_ rows: [Table.Row]) -> DocumentTable {
    DocumentTable(
      caption: "Tests by name",
      columns: [.init("Test")]
        + ["Runs", "Passed", "Warnings", "Failed", "Closest to the limit"].map { .init($0, .trailing) },
      rows: Dataset.grouped(rows, by: "name").map { name, rows in
        let counts = ["passed", "warning", "failed"].map { status in rows.count { $0.text("status") == status } }
        let shares = rows.compactMap { row -> Double? in
          guard let value = Words.number(row["value"]), let limit = Words.number(row["limit"]), limit > 0 else {
            return nil
          }
          return value / limit
        }
        return [[.code(name)], [.text(Words.count(rows.count))]] + counts.map { [.text(Words.count($0))] } + [
          [.text(shares.max().map { NumberWords.percent($0) } ?? "")]
        ]
      })
  }
}
