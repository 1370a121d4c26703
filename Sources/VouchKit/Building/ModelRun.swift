import AuditModel
import Diagnostics
import Measurement
import Rows

/// Recomputing the model's figures: finds the tables that the definition names, and says what is not declared.
struct ModelRun {
  let definition: PackDefinition
  /// By the position of the source.
  let accounts: [SourceReconciliation?]
  let tables: [String: Table]

  /// Nil where the definition names no model. Errors: predictions that cannot be measured; in strict mode a column that the
  /// definition does not speak of.
  func run(jobs: Int) async throws(Diagnostics) -> ModelMeasurement.Result? {
    guard let model = definition.model, let predictions = tables["predictions"] else { return nil }
    let source = definition.sources.first { $0.kind.name == "predictions" }
    let undeclared = self.undeclared(model)
    if definition.strictMode, !undeclared.isEmpty {
      throw Diagnostics(
        undeclared.map { column in
          Diagnostic(
            "strict mode: column '\(column)' of the predictions is not declared", at: header,
            hint: "name it under 'protected' of the model, or under 'excluded' with the reason why it is left out")
        })
    }
    func position(_ name: String?) -> Int? {
      name.flatMap { name in definition.sources.firstIndex { $0.name == name } }
    }
    let result = try await ModelMeasurement(model, origin: source?.name ?? "predictions").run(
      ModelMeasurement.Tables(
        predictions: predictions, features: tables["features"], attributions: tables["attributions"],
        coefficients: tables["coefficients"],
        current: position(model.inputs?.current), reference: position(model.inputs?.reference)),
      jobs: jobs, place: place)
    return result.with(undeclared: undeclared)
  }

  /// Where the columns of the predictions are named.
  private var header: Location? {
    accounts.compactMap { $0 }.first { $0.kind == "predictions" }?.files.first.map { Location(file: $0.path, line: 1) }
  }

  private func place(_ row: Table.Row) -> Location {
    let files = accounts.indices.contains(row.source) ? accounts[row.source]?.files ?? [] : []
    return Location(file: files.indices.contains(row.file) ? files[row.file].path : "", line: row.line)
  }

  /// Columns of the predictions that are neither read nor left out with a reason.
  private func undeclared(_ model: ModelDefinition) -> [String] {
    accounts.compactMap { $0 }.filter { $0.kind == "predictions" }.flatMap(\.unusedColumns)
      .filter { column in !model.excluded.contains { $0.name == column } }
  }
}
