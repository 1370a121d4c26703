import AuditModel
import Diagnostics
import Rows

/// The two classes as numbers, whatever the export writes for them: within one table equal labels have equal codes.
struct Labels {
  /// The code of the favourable outcome; one that no cell has where the table does not hold it.
  let positive: Int64
  private let label: ClassLabel
  private let symbols: Symbols

  init(_ label: ClassLabel, _ table: Table) {
    self.label = label
    symbols = table.symbols
    switch label {
    case .number(let value): positive = value
    case .flag(let value): positive = value ? 1 : 0
    case .word(let text):
      let code = (0..<UInt32(table.symbols.count)).first { table.symbols.text($0).utf8.elementsEqual(text.utf8) }
      positive = code.map(Int64.init) ?? -1
    }
  }

  /// Nil for a cell without a value.
  func code(_ cell: Cell) -> Int64? { cell.int ?? cell.symbol.map(Int64.init) ?? cell.bool.map { $0 ? 1 : 0 } }

  /// The first label that is a third one, among outcomes and then decisions, with where it stands.
  func surplus(in table: Table, place: (Table.Row) -> Location) -> Diagnostic? {
    var other: Int64?
    for column in ["y_true", "y_pred"] {
      guard let third = third(in: table, column, other: &other),
        let row = table.rows.first(where: { code($0[column]) == third })
      else { continue }
      return Diagnostic(
        "'\(column)' has a third value, '\(words(third))', beside '\(label.words)' and '\(other.map(words) ?? "")'",
        at: place(row), hint: "an outcome is favourable or not; 'positive' of the model says which value is")
    }
    return nil
  }

  /// The first code in the column that is neither the favourable one nor `other`, which is the first beside it.
  private func third(in table: Table, _ column: String, other: inout Int64?) -> Int64? {
    guard let position = table.schema.position(of: column) else { return nil }
    for batch in table.batches {
      for row in 0..<batch.count {
        guard let code = code(batch.cell(position, row)), code != positive, code != other else { continue }
        if other != nil { return code }
        other = code
      }
    }
    return nil
  }

  /// A code as the export writes it.
  private func words(_ code: Int64) -> String {
    switch label {
    case .number: "\(code)"
    case .flag: code == 1 ? "true" : "false"
    case .word: UInt32(exactly: code).map { symbols.text($0) } ?? label.words
    }
  }
}
