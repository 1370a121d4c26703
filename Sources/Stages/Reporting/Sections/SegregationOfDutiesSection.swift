import AuditModel
import DocumentModel
import Rows

/// Duties that two persons should share, and the records where one did both.
enum SegregationOfDutiesSection {
  static let section = ReportSection(
    name: "segregation_of_duties", title: "Segregation of duties",
    subjects: ["changes", "deployments", "approvals", "access_requests", "configuration_changes"]
  ) { facts, _ in
    let findings = duties.map { found($0, facts) }
    return [.table(table(findings, facts))] + conflicts(findings, facts)
  }

  /// Two duties on the records of a kind, and whether one person had both.
  private struct Duty: Sendable {
    let kind: String
    let duties: String
    let who: String
    /// The field without which nothing can be said.
    let needs: String
    /// The test of a record, made once for all of them.
    let same: @Sendable (Facts) -> (Table.Row) -> Bool
  }

  /// What was found of a duty; nil where no source has the kind.
  private struct Finding {
    let duty: Duty
    let records: (all: Int, same: [Table.Row])?
  }

  private static let duties = [
    Duty(kind: "changes", duties: "writing and approving a change", who: "author", needs: "approvers") { facts in
      let people = People(facts)
      return { row in Dataset.items(row, "approvers").contains { people.areOne($0, row.text("author")) } }
    },
    Duty(
      kind: "deployments", duties: "writing a change and deploying it to production", who: "deployer", needs: "change"
    ) { facts in
      let (authors, people) = (authors(facts), People(facts))
      return { row in
        row.written("environment").plain.hasPrefix("prod")
          && people.areOne(row.text("change").flatMap { authors[Array($0.plain.utf8)] }, row.text("deployer"))
      }
    },
    Duty(
      kind: "approvals", duties: "reviewing and approving a check above 50,000 dollars", who: "approver",
      needs: "approver"
    ) { facts in
      let people = People(facts)
      return { row in
        (Words.number(row["amount"]) ?? 0) > 50_000 && people.areOne(row.text("reviewer"), row.text("approver"))
      }
    },
    Duty(
      kind: "access_requests", duties: "being given access and approving it", who: "approved_by", needs: "approved_by"
    ) { facts in
      let people = People(facts)
      return { row in people.areOne(row.text("user"), row.text("approved_by")) }
    },
    Duty(kind: "configuration_changes", duties: "changing a setting and approving it", who: "actor", needs: "approver")
    { facts in
      let people = People(facts)
      return { row in people.areOne(row.text("actor"), row.text("approver")) }
    },
  ]

  /// The authors of changes, by the bytes of the changes' ids; of an id that occurs twice the first.
  private static func authors(_ facts: Facts) -> [[UInt8]: String] {
    let rows = Dataset.rows("changes", facts) ?? []
    let pairs = rows.compactMap { row in
      row.text("id").flatMap { id in row.text("author").map { (Array(id.plain.utf8), $0) } }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private static func found(_ duty: Duty, _ facts: Facts) -> Finding {
    let test = duty.same(facts)
    let records = Dataset.rows(duty.kind, facts).map { rows in (rows.count, rows.filter(test)) }
    return Finding(duty: duty, records: records)
  }

  private static func table(_ findings: [Finding], _ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Duties held apart",
      columns: [.init("Duties"), .init("Records of"), .init("Records", .trailing), .init("One person did both")],
      rows: findings.map { finding in
        let (duty, result) = (finding.duty, finding.records)
        let count = result.map { Words.count($0.all) } ?? "no source"
        let verdict: Inline =
          Dataset.lacks(duty.needs, of: duty.kind, facts) && result != nil
          ? .text("\(Words.notExported): \(duty.needs)")
          : result.map { $0.same.isEmpty ? .status("none", .good) : .status(Words.count($0.same.count), .bad) }
            ?? .text("")
        return [[.text(duty.duties)], [.code(duty.kind)], [.text(count)], [verdict]]
      })
  }

  private static func conflicts(_ findings: [Finding], _ facts: Facts) -> [Block] {
    let lines = findings.flatMap { finding in
      (finding.records?.same ?? []).map { row -> [DocumentTable.Cell] in
        [
          [.code(row.written("id"))], [.text(finding.duty.duties)], [.text(row.written(finding.duty.who))],
          origin(row, facts),
        ]
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
