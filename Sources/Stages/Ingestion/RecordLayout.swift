import AuditModel
import Rows

/// Where a source's records hold what the schema asks for.
struct RecordLayout: Sendable {
  let schema: Schema
  /// The path of each column, in the order of the schema, then those of the unique key.
  let paths: [[String]]
  /// Columns of the schema; the paths after these make up the unique key.
  var columns: Int { schema.count }
  let hasKey: Bool
  /// For each column whether its values are kept. One that nothing reads and whose values always fit is passed over.
  let isKept: [Bool]

  /// `wanted` are the columns that something reads; nil for all.
  init(_ source: SourceDefinition, wanted: Set<Int>?) {
    schema = source.kind.schema
    let mapped = Dictionary(source.fields.map { ($0.field, $0.path) }, uniquingKeysWith: { first, _ in first })
    paths = schema.fields.map { mapped[$0.name] ?? [$0.name] } + source.unique
    hasKey = !source.unique.isEmpty
    let selection = source.kind.selection
    let judged = Set(
      [selection.time, selection.until].compactMap { $0.flatMap { source.kind.schema.position(of: $0) } })
    isKept = schema.fields.enumerated().map { index, field in
      wanted?.contains(index) ?? true || judged.contains(index) || field.required || !field.type.fitsAnything
    }
  }
}

extension FieldType {
  /// Whether no value of an export can fail to fit the type.
  fileprivate var fitsAnything: Bool {
    switch self {
    case .text, .json: true
    case .bool, .int, .double, .timestamp, .list: false
    }
  }
}
