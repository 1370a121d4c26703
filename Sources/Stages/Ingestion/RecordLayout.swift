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

  init(_ source: SourceDefinition) {
    schema = source.kind.schema
    let mapped = Dictionary(source.fields.map { ($0.field, $0.path) }, uniquingKeysWith: { first, _ in first })
    paths = schema.fields.map { mapped[$0.name] ?? [$0.name] } + source.unique
    hasKey = !source.unique.isEmpty
  }
}
