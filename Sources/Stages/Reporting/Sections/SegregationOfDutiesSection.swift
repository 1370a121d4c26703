import AuditModel
import DocumentModel
import Rows

/// Duties that two persons should share, and the records where one did both.
enum SegregationOfDutiesSection {
  static let section = ReportSection(
    name: "segregation_of_duties", title: "Segregation of duties",
    subjects: ["changes", "deployments", "approvals", "access_requests", "configuration_changes"]
  ) { facts, _ in
    [.table(table(facts))] + conflicts(facts)
  }

  /// Two duties on the records of a kind, and whether one person had both.
  private struct Duty: Sendable {
    let kind: String
    let duties: String
    let who: String
    /// The field without which nothing can be said.
    let needs: String
    let same: @Sendable (Table.Row, Facts) -> Bool
  }

  private static let duties = [
    Duty(kind: "changes", duties: "writing and approving a change", who: "author", needs: "approvers") { row, _ in
      Dataset.items(row, "approvers").contains(row.written("author"))
    },
    Duty(
      kind: "deployments", duties: "writing a change and deploying it to production", who: "deployer", needs: "change"
    ) {
      row, facts in
      row.text("environment") == "production" && author(of: row.text("change"), facts) == row.text("deployer")
    },
    Duty(
      kind: "approvals", duties: "reviewing and approving a check above 50,000 dollars", who: "approver",
      needs: "approver"
    ) { row, _ in
      (Words.number(row["amount"]) ?? 0) > 50_000 && row.text("reviewer") == row.text("approver")
    },
    Duty(
      kind: "access_requests", duties: "being given access and approving it", who: "approved_by", needs: "approved_by"
    ) { row, _ in
      row.text("user") == row.text("approved_by")
    },
    Duty(kind: "configuration_changes", duties: "changing a setting and approving it", who: "actor", needs: "approver")
    { row, _ in
      row.text("actor") == row.text("approver")
    },
  ]

  private static func author(of change: String?, _ facts: Facts) -> String? {
    guard let change, let rows = Dataset.rows("changes", facts) else { return nil }
    return rows.first { $0.text("id") == change }?.text("author")
  }

  private static func found(_ duty: Duty, _ facts: Facts) -> (all: Int, same: [Table.Row])? {
    Dataset.rows(duty.kind, facts).map { rows in (rows.count, rows.filter { duty.same($0, facts) }) }
  }

  private static func table(_ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Duties held apart",
      columns: [.init("Duties"), .init("Records of"), .init("Records", .trailing), .init("One person did both")],
      rows: duties.map { duty in
        let result = found(duty, facts)
        let count = result.map { Words.count($0.all) } ?? "no source"
        let verdict: Inline =
          Dataset.lacks(duty.needs, of: duty.kind, facts) && result != nil
          ? .text("\(Words.notExported): \(duty.needs)")
          : result.map { $0.same.isEmpty ? .status("none", .good) : .status(Words.count($0.same.count), .bad) }
            ?? .text("")
        return [[.text(duty.duties)], [.code(duty.kind)], [.text(count)], [verdict]]
      })
  }

  private static func conflicts(_ facts: Facts) -> [Block] {
    let lines = duties.flatMap { duty in
      (found(duty, facts)?.same ?? []).map { row -> [DocumentTable.Cell] in
        [[.code(row.written("id"))], [.text(duty.duties)], [.text(row.written(duty.who))], origin(row, facts)]
      }
    }
    guard !lines.isEmpty else { return [] }
    return [
      .table(
        DocumentTable(
          caption: "Records where one person did both: \(Words.count(lines.count))",
          columns: [.init("Record"), .init("Duties"), .init("Person"), .init("File and line")], rows: lines))
    ]
  }

  /// `exports/changes.csv, line 48`.
  static func origin(_ row: Table.Row, _ facts: Facts) -> [Inline] {
    let sources = facts.reconciliation
    guard facts.definition.sources.indices.contains(row.source),
      let source = sources.first(where: { $0.name == facts.definition.sources[row.source].name }),
      source.files.indices.contains(row.file)
    else { return [.text("line \(Words.count(row.line))")] }
    return [.code(source.files[row.file].path), .text(", line \(Words.count(row.line))")]
  }
}
