import AuditModel
import DocumentModel
import Rows

/// Who signs in with a second factor, by group.
enum MFACoverageSection {
  static let section = ReportSection.records("mfa_coverage", "Second factor", of: "users") { rows, facts in
    let persons = rows.filter { $0.text("type") != "service" && $0.text("status") != "deactivated" }
    guard !persons.isEmpty else { return [.words("No account of a person is active.")] }
    if Dataset.lacks("mfa_enrolled", of: "users", facts) {
      return [.lacking("mfa_enrolled", of: "users", "who signs in with a second factor")]
    }
    let without = persons.filter { $0["mfa_enrolled"].bool != true }
    let list: [Block] = without.isEmpty ? [] : [listing.table("Persons without a second factor", without, facts)]
    return [.figure(figure(persons))] + list
  }

  private static let listing = Listing(
    "users",
    [
      .text("Account", "email"), .text("Name", "name"), .text("Roles", "roles"), .flag("Privileged", "privileged"),
      .text("Department", "department"),
    ])

  private static func figure(_ persons: [Table.Row]) -> Figure {
    var groups = [("all persons", persons), ("privileged", persons.filter { $0["privileged"].bool == true })]
    groups += Dataset.grouped(persons, by: "department").map {
      ($0.value.isEmpty ? "no department" : $0.value, $0.rows)
    }
    let bars = groups.filter { !$0.1.isEmpty }.map { name, rows in
      let enrolled = rows.count { $0["mfa_enrolled"].bool == true }
      return BarChart.Bar(
        name, Double(enrolled) / Double(rows.count) * 100, words: Words.share(enrolled, of: rows.count))
    }
    let chart = BarChart(bars: bars, limit: .init(100, words: "everybody", bound: .atLeast), unit: "percent enrolled")
    let enrolled = persons.count { $0["mfa_enrolled"].bool == true }
    return Figure(
      title: "\(Words.share(enrolled, of: persons.count)) persons have a second factor", alternative: chart.alternative,
      source: "users, persons who are not deactivated", drawing: chart.drawing)
  }
}
