import AuditModel
import Rows

/// The exported inputs of a model, in columns: those of the predicted cases, and those they are compared with.
struct FeatureTable: Sendable {
  let ids: [String]
  let numeric: [(name: String, values: [Double?])]
  /// The position of each case's category in `categories`; nil where the export has none.
  let categorical: [(name: String, values: [String?])]

  var count: Int { ids.count }

  /// The records of one source among those of the table.
  init(_ table: Table, source: Int, _ inputs: ModelDefinition.Inputs) {
    let rows = table.rows.filter { $0.source == source }
    ids = rows.map { $0.text("id") ?? "" }
    numeric = inputs.numeric.map { name in (name, rows.map { $0[name].double }) }
    categorical = inputs.categorical.map { name in (name, rows.map { $0.text(name) }) }
  }

  init(ids: [String], numeric: [(name: String, values: [Double?])], categorical: [(name: String, values: [String?])]) {
    self.ids = ids
    self.numeric = numeric
    self.categorical = categorical
  }
}
