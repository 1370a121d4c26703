import AuditModel
import CSV
import Diagnostics
import Packaging
import Reporting
import Spreadsheet

/// The control matrix as CSV, which belongs to the facts, and as a workbook, which does not.
enum MatrixFiles {
  private static let folder = "matrix/control-matrix"

  static func isWanted(_ definition: PackDefinition) -> Bool {
    definition.documents.contains { $0.type == .spreadsheet }
  }

  static func csv(_ facts: Facts) -> Artifact {
    let matrix = ControlMatrix(facts)
    var writer = CSVWriter(guardsFormulas: true)
    writer.append(matrix.columns.map(\.title))
    for row in matrix.rows { writer.append(row.map(\.words)) }
    return Artifact(folder + ".csv", writer.bytes)
  }

  static func workbook(_ facts: Facts) throws(Diagnostic) -> Artifact {
    let matrix = ControlMatrix(facts)
    let definition = facts.definition
    let sheet = Sheet(
      name: "Control matrix", columns: matrix.columns.map { Sheet.Column($0.title, width: $0.width) },
      rows: matrix.rows.map { $0.map(cell) })
    let workbook = Workbook(
      sheets: [sheet, about(facts)], title: "\(definition.title): control matrix", author: definition.organization,
      created: definition.asOf.civil)
    return Artifact(folder + ".xlsx", try workbook.bytes())
  }

  private static func cell(_ value: ControlMatrix.Value) -> Sheet.Cell {
    switch value {
    case .text(let words): .text(words)
    case .number(let number): .number(number)
    case .link(let words, let file): .link(words, to: "../" + file)
    }
  }

  private static func about(_ facts: Facts) -> Sheet {
    let definition = facts.definition
    let lines = [
      ("Organisation", definition.organization), ("Period", "\(definition.period)"), ("As of", "\(definition.asOf)"),
      ("Prepared by", definition.cover.preparedBy ?? ""), ("Reviewed by", definition.cover.reviewedBy ?? ""),
      ("Says", "Management's testing; no opinion is expressed."),
    ]
    return Sheet(
      name: "About", columns: [.init("What", width: 18), .init("Value", width: 70)],
      rows: lines.filter { !$0.1.isEmpty }.map { [.text($0.0), .text($0.1)] })
  }
}
