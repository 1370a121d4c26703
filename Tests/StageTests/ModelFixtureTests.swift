import AuditModel
import Diagnostics
import Foundation
import Measurement
import Rows
import TestSupport
import Testing

/// The real credit model, against what fairlearn, scikit-learn, statsmodels and netcal computed from the same files.
@Suite("Model figures of the credit fixture")
struct ModelFixtureTests {
  static let model = ModelFigures.definition(
    protected: ["sex", "age_group"], intersections: [["sex", "age_group"]], seed: 20_251_001, bootstrap: 50)

  static func expected() throws -> [String: Any] {
    let bytes = try Checkout.bytes("fixtures/credit-model-2025q4/expected.json")
    return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private func holds(_ metric: Metric?, _ value: Any?) throws {
    let expected = try #require(value as? NSNumber).doubleValue
    let found = try #require(metric?.value)
    #expect(abs(found - expected) <= 1e-9, "\(metric?.title ?? ""): \(found), expected \(expected)")
  }

  private func holds(_ interval: ConfidenceInterval?, _ ends: Any?) throws {
    let ends = try #require(ends as? [String: Any])
    let (low, high) = (try #require(ends["lo"] as? NSNumber), try #require(ends["hi"] as? NSNumber))
    let interval = try #require(interval)
    #expect(abs(interval.low - low.doubleValue) <= 1e-9)
    #expect(abs(interval.high - high.doubleValue) <= 1e-9)
  }

  @Test func `performance and calibration agree with the libraries`() async throws {
    let metrics = try await ModelFigures.measure(try ModelFigures.fixture("predictions.csv"), Self.model).metrics
    let expected = try Self.expected()
    let performance = try #require(expected["performance"] as? [String: Any])
    #expect(performance.count == 14)
    for (name, value) in performance { try holds(metrics.find(name), value) }
    for (name, ends) in try #require(expected["wilson95"] as? [String: Any]) {
      try holds(metrics.find(name)?.interval, ends)
    }
    let calibration = try #require(expected["calibration"] as? [String: Any])
    for (name, key) in [
      ("expected_calibration_error", "ece_10_width"), ("maximum_calibration_error", "mce_10_width"),
      ("expected_calibration_error_quantile", "ece_10_quantile"),
      ("maximum_calibration_error_quantile", "mce_10_quantile"), ("calibration_slope", "calibration_slope"),
      ("calibration_intercept", "calibration_intercept"), ("base_rate", "base_rate"),
    ] { try holds(metrics.find(name), calibration[key]) }
  }

  @Test(arguments: ["sex", "age_group"])
  func `group figures agree with the libraries`(attribute: String) async throws {
    let metrics = try await ModelFigures.measure(try ModelFigures.fixture("predictions.csv"), Self.model).metrics
    let fairness = try #require(try Self.expected()["fairness"] as? [String: Any])
    let own = try #require(fairness[attribute] as? [String: Any])
    let label = ("attribute", attribute)
    for name in [
      "accuracy_difference", "demographic_parity_difference", "demographic_parity_ratio",
      "equal_opportunity_difference",
      "equalized_odds_difference", "equalized_odds_difference_mean", "min_group_size", "predictive_parity_difference",
    ] { try holds(metrics.find(name, [label]), own[name]) }
    try holds(metrics.find("demographic_parity_difference", [label])?.interval, own["dp_difference_newcombe95"])
    for (group, figures) in try #require(own["groups"] as? [String: [String: Any]]) {
      let labels = [label, ("group", group)]
      for (name, key) in [
        ("accuracy", "accuracy"), ("base_rate", "base_rate"), ("brier", "brier"), ("fnr", "fnr"), ("fpr", "fpr"),
        ("expected_calibration_error", "ece_10_width"), ("group_size", "n"), ("precision", "precision"),
        ("roc_auc", "roc_auc"), ("selection_rate", "selection_rate"), ("tpr", "tpr"),
      ] { try holds(metrics.find(name, labels), figures[key]) }
      for name in ["fpr", "selection_rate", "tpr"] {
        try holds(metrics.find(name, labels)?.interval, figures[name + "_wilson95"])
      }
    }
  }

  @Test func `results are the same for any number of tasks`() async throws {
    let text = try ModelFigures.fixture("predictions.csv")
    let one = try await ModelFigures.measure(text, Self.model, jobs: 1)
    let three = try await ModelFigures.measure(text, Self.model, jobs: 3)
    #expect(one.metrics == three.metrics)
    #expect(one.audit == three.audit)
    let drawn = try #require(one.metrics.find("f1")?.interval)
    #expect(drawn.method == "bootstrap")
    #expect(drawn.low < 0.8421052631578947 && 0.8421052631578947 < drawn.high)
  }

  @Test func `drift and proxies agree with the libraries`() async throws {
    let inputs = ModelDefinition.Inputs(
      current: "test", reference: "train", numeric: ["age_years", "credit_amount"],
      categorical: ["checking_account_status", "housing", "telephone"], neighbours: 5)
    let model = ModelFigures.definition(protected: ["sex"], inputs: inputs)
    let (_, predictions) = try await ModelFigures.table(
      try ModelFigures.fixture("predictions.csv"), kind: "predictions", model)
    let kind = model.widening(try #require(DatasetKinds.named("features")))
    var features = Table(schema: kind.schema)
    for (position, name) in ["features_test.csv", "features_train.csv"].enumerated() {
      features.append(try await Self.table(try ModelFigures.fixture(name), kind, position: position))
    }
    let result = try await ModelMeasurement(model, origin: "predictions").run(
      ModelMeasurement.Tables(
        predictions: predictions, features: features, attributions: nil, current: 0, reference: 1),
      jobs: 1, place: { Location(file: "", line: $0.line) })
    let expected = try #require(try Self.expected()["drift_train_vs_test"] as? [String: [String: Any]])
    for (feature, figures) in expected {
      let label = [("feature", feature)]
      try holds(result.metrics.find("psi", label), figures["psi_10_train_deciles"] ?? figures["psi"])
      try holds(result.metrics.find("drift_p_value", label), figures["p_value"])
      if figures["test"] as? String == "ks_2samp" {
        try holds(result.metrics.find("drift_ks", label), figures["statistic"])
      }
    }
    #expect(result.metrics.find("consistency")?.sampleSize == 300)
  }

  /// The libraries looked at all 1,000 cases: so both files are given as if all had been predicted.
  @Test func `proxies agree with the libraries`() async throws {
    let inputs = ModelDefinition.Inputs(
      current: "all", reference: nil, numeric: ["age_years"], categorical: ["housing", "telephone"], neighbours: 5)
    let model = ModelFigures.definition(protected: ["sex"], inputs: inputs)
    let kind = model.widening(try #require(DatasetKinds.named("features")))
    let files = try ["features_train.csv", "features_test.csv"].map { try ModelFigures.fixture($0) }
    var features = Table(schema: kind.schema)
    var predictions = "id,y_true,y_score,sex\n"
    for file in files {
      features.append(try await Self.table(file, kind, position: 0))
      let lines = file.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let (id, sex) = (try #require(lines[0].firstIndex(of: "id")), try #require(lines[0].firstIndex(of: "sex")))
      for line in lines.dropFirst() { predictions += "\(line[id]),1,0.5,\(line[sex])\n" }
    }
    let (_, table) = try await ModelFigures.table(predictions, kind: "predictions", model)
    #expect(table.count == 1000)
    let result = try await ModelMeasurement(model, origin: "predictions").run(
      ModelMeasurement.Tables(predictions: table, features: features, attributions: nil, current: 0, reference: nil),
      jobs: 1, place: { Location(file: "", line: $0.line) })
    let expected = try #require(try Self.expected()["proxy_with_sex"] as? [String: [String: Any]])
    #expect(expected.count == 3)
    for (feature, figures) in expected {
      let proxy = try #require(result.audit.proxies.first { $0.feature == feature })
      let (size, tail) = (try #require(figures["r"] as? NSNumber), try #require(figures["p_value"] as? NSNumber))
      #expect(proxy.method == figures["kind"] as? String)
      #expect(abs(proxy.statistic - size.doubleValue) <= 1e-9)
      #expect(abs((proxy.pValue ?? 2) / tail.doubleValue - 1) <= 1e-9)
    }
  }

  /// Importance and reasons as computed beside from the model's coefficients.
  @Test func `explanations agree with the coefficients`() async throws {
    let model = ModelFigures.definition()
    let (_, predictions) = try await ModelFigures.table(
      try ModelFigures.fixture("predictions.csv"), kind: "predictions", model)
    let (_, attributions) = try await ModelFigures.table(
      try ModelFigures.fixture("attributions.csv"), kind: "attributions", model)
    let result = try await ModelMeasurement(model, origin: "predictions").run(
      ModelMeasurement.Tables(
        predictions: predictions, features: nil, attributions: attributions, current: nil, reference: nil), jobs: 1,
      place: { Location(file: "", line: $0.line) })
    let explanations = try #require(result.audit.explanations)
    #expect(explanations.importance.first?.feature == "checking_account_status")
    #expect(abs((explanations.importance.first?.value ?? 0) - 0.67544348671) < 1e-9)
    #expect(explanations.reasons.count == 73)
    #expect(explanations.reasons.first?.id == "GC0030")
    #expect(
      explanations.reasons.first?.features == [
        "duration_months", "checking_account_status", "credit_amount", "property",
      ])
    #expect(explanations.reasons.count { $0.features.contains("personal_status_sex") } == 8)
  }

  private static func table(_ text: String, _ kind: DatasetKind, position: Int) async throws -> Table {
    let source = IngestionTests.source(kind, format: .csv)
    return try await IngestionTests.read([text], source, position: position).1
  }
}
