import AuditModel
import DocumentModel
import Rows

/// What the model's figures were computed from: the exports, their columns, and what was left out.
enum ModelDataSection {
  static let section = ReportSection(name: "model_data", title: "Data overview and schema") { facts, _ in
    guard let audit = facts.model else { return [] }
    return [.table(overview(facts)), .table(columns(facts))] + left(audit)
  }

  private static func overview(_ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Exports of the model",
      columns: [
        .init("Source"), .init("Holds"), .init("Read", .trailing), .init("Rejected", .trailing),
        .init("Duplicate", .trailing), .init("Used", .trailing), .init("Said to have", .trailing),
      ],
      rows: facts.reconciliation.filter { ModelStatements.kinds.contains($0.kind) }.map { source in
        let counts = source.counts
        return [
          [.text(source.name)], [.text(source.kind)], [.text(Words.count(counts.read))],
          [.text(Words.count(counts.rejected))], [.text(Words.count(counts.duplicate))],
          [.text(Words.count(counts.used))], [.text(source.expected.map { Words.count($0) } ?? "not stated")],
        ]
      })
  }

  private static func columns(_ facts: Facts) -> DocumentTable {
    let sources = facts.definition.sources.filter { ModelStatements.kinds.contains($0.kind.name) }
    return DocumentTable(
      caption: "Columns that were read",
      columns: [.init("Source"), .init("Column"), .init("Type"), .init("Required")],
      rows: sources.flatMap { source in
        source.kind.schema.fields.map { field in
          [
            [.text(source.name)], [.code(field.name)], [.text(field.type.rawValue)],
            [.text(field.required ? "yes" : "no")],
          ]
        }
      })
  }

  private static func left(_ audit: ModelAudit) -> [Block] {
    let stated = audit.definition.excluded.map { [Inline.code($0.name), .text(": \($0.words)")] }
    let silent = audit.undeclared.map { [Inline.code($0), .strong(": no reason is stated")] }
    guard !(stated + silent).isEmpty else { return [] }
    return [
      .paragraph([.text("Columns of the predictions that are left out of the audit:")]),
      .list(stated + silent, ordered: false),
    ]
  }
}
