import AuditModel
import Diagnostics
import Ingestion
import Measurement
import Rows
import TestSupport

/// Measuring a model from the text of an export, for tests.
enum ModelFigures {
  static func definition(
    protected: [String] = [], intersections: [[String]] = [], seed: UInt64? = nil, bootstrap: Int = 0,
    costs: ModelDefinition.Costs? = nil, inputs: ModelDefinition.Inputs? = nil,
    threshold: Double = 0.5, recourse: RecourseRules? = nil, positive: ClassLabel = 1
  ) -> ModelDefinition {
    ModelDefinition(
      name: "m", version: "1", positive: positive, threshold: threshold, protected: protected,
      intersections: intersections,
      excluded: [], carriers: [], seed: seed, bootstrap: bootstrap, shift: 0.2, powerDifference: 0.1, costs: costs,
      inputs: inputs, recourse: recourse, governance: .init())
  }

  /// The table of an export, read as the pipeline reads it.
  static func table(_ text: String, kind: String, _ model: ModelDefinition) async throws -> (
    SourceReconciliation, Table
  ) {
    let shipped = DatasetKinds.named(kind) ?? DatasetKinds.events
    return try await IngestionTests.read([text], IngestionTests.source(model.widening(shipped), format: .csv))
  }

  static func measure(
    _ predictions: String, _ model: ModelDefinition, jobs: Int = 1
  ) async throws -> ModelMeasurement.Result {
    let (_, table) = try await table(predictions, kind: "predictions", model)
    return try await ModelMeasurement(model, origin: "predictions").run(
      ModelMeasurement.Tables(predictions: table, features: nil, attributions: nil, current: nil, reference: nil),
      jobs: jobs, place: { Location(file: "predictions.csv", line: $0.line) })
  }

  static func fixture(_ name: String) throws -> String {
    String(decoding: try Checkout.bytes("fixtures/credit-model-2025q4/" + name), as: UTF8.self)
  }
}

extension [Metric] {
  func find(_ name: String, _ labels: [(String, String)] = []) -> Metric? {
    first { $0.name == name && $0.labels == labels.map { Metric.Label(name: $0.0, value: $0.1) } }
  }
}
