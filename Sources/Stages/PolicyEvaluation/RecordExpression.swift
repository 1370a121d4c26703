import AuditModel
import CEL
import Diagnostics
import Rows
import YAML

/// An attribute test or a selection, compiled for the records of one kind.
struct RecordExpression: Sendable {
  enum Outcome {
    case holds
    case fails
    case error(String)
  }

  let text: String
  let fields: Set<String>
  let program: CELProgram
  let schema: Schema

  var failure: String { "not: \(text)" }

  func bound(to tables: [String: Table]) -> RecordExpression { self }

  func evaluate(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> Outcome {
    .fails
  }
}

struct Join {
  static func read(_ map: YAMLMapping, _ kind: DatasetKind, _ context: PolicyContext) -> [Join] { [] }
}

struct RecordExpressionCompiler {
  let kind: DatasetKind
  let joins: [Join]
  let context: PolicyContext
  func compile(_ key: String, of map: YAMLMapping) -> RecordExpression? { nil }
}
