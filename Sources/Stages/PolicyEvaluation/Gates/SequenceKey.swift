import AuditModel
import CEL
import Diagnostics
import Rows
import YAML

/// What tells the records of one sequence from those of another: a field, or an expression.
struct SequenceKey: Sendable {
  enum Source: Sendable {
    case column(Int)
    case expression(RecordExpression)
  }

  let source: Source

  static func read(_ node: YAMLNode, _ map: YAMLMapping, _ kind: DatasetKind, _ context: ReadingContext) -> SequenceKey?
  {
    guard let text = node.text else {
      map.error("'by' must be a field or an expression", at: node)
      return nil
    }
    if let column = kind.schema.position(of: text) { return SequenceKey(source: .column(column)) }
    do throws(CELErrors) {
      return SequenceKey(source: .expression(try RecordExpression(text, context.environment(kind, []))))
    } catch {
      for problem in error.all { map.collector.report(problem.diagnostic(in: text, at: node, of: map.file)) }
      return nil
    }
  }

  var columns: [Int] {
    switch source {
    case .column(let column): [column]
    case .expression(let expression): expression.columns
    }
  }

  /// The key's bytes; nil for null.
  func bytes(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols
  ) throws(CELError) -> [UInt8]? {
    switch source {
    case .column(let column):
      let cell = batch.cell(column, row)
      if let code = cell.symbol { return Array(symbols.bytes(code)) }
      return cell.isNull ? nil : Array(CellText.written(cell, copy symbols).utf8)
    case .expression(let expression):
      let value = try expression.value(batch, row, symbols)
      if case .string(let text) = value { return Array(text.utf8) }
      if case .null = value { return nil }
      return Array(CELText.json(value).utf8)
    }
  }
}
