import Foundation
import TestSupport
import Testing

/// Every metric that the model audit names, in a gate of its own over the credit fixture: its value is that of metrics.json,
/// and without a label the worst over the declared attributes.
@Suite("Gates on a model's metrics") struct ModelGateTests {
  private static let overall = [
    "accuracy", "balanced_accuracy", "precision", "recall", "specificity", "f1", "mcc", "cohen_kappa", "roc_auc",
    "gini",
    "ks_statistic", "average_precision", "brier", "log_loss", "expected_calibration_error",
    "maximum_calibration_error", "expected_calibration_error_quantile", "maximum_calibration_error_quantile",
    "calibration_slope", "calibration_intercept", "consistency",
  ]
  private static let byAttribute = [
    "demographic_parity_difference", "demographic_parity_ratio", "equal_opportunity_difference",
    "equalized_odds_difference", "equalized_odds_difference_mean", "predictive_parity_difference",
    "accuracy_difference", "min_group_size", "max_metric_degradation_under_shift", "statistical_power",
    "max_proxy_correlation", "baseline_disparity", "selection_rate_p_value", "tpr_p_value", "fpr_p_value",
    "base_rate_p_value",
  ]
  private static let byGroup = ["group_size", "selection_rate", "tpr", "fpr", "fnr", "precision", "accuracy"]
  private static let byFeature = ["psi", "drift_ks"]

  private struct Figure: Decodable {
    let name: String
    let value: Double?
    let labels: [String: String]?

    /// Whether only declared attributes are in it, and none crossed.
    var isPlain: Bool { labels?["attribute"]?.contains("*") != true }
  }

  private struct Figures: Decodable { let metrics: [Figure] }

  private struct Asked {
    let name: String
    let labels: String
    let comparison: String

    var id: String { Asked.id(name, labels, comparison) }

    static func id(_ parts: String...) -> String {
      parts.joined(separator: "-").lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    }
  }

  private static let asked: [Asked] = ["less_than", "greater_than"].flatMap(asked)

  private static func asked(_ comparison: String) -> [Asked] {
    func gates(_ names: [String], _ labels: String) -> [Asked] {
      names.map { Asked(name: $0, labels: labels, comparison: comparison) }
    }
    var all = gates(overall, "")
    all += gates(byAttribute, "")
    all += gates(byFeature, "")
    all += gates(byAttribute, "attribute: sex")
    all += gates(byGroup, "attribute: sex")
    all += gates(byGroup, "attribute: sex, group: female")
    all += gates(["demographic_parity_difference"], "attribute: sex*age_group")
    return all
  }

  /// By hand from metrics.json: the metric with exactly the labels, else the worst of those that have them.
  private func expected(_ asked: Asked, _ figures: [Figure]) -> Double? {
    var labels: [String: String] = [:]
    for pair in asked.labels.split(separator: ", ") {
      let parts = pair.split(separator: ": ").map(String.init)
      labels[parts[0]] = parts[1]
    }
    let own = figures.filter { $0.name == asked.name }
    if let exact = own.first(where: { ($0.labels ?? [:]) == labels }) { return exact.value }
    let values = own.filter { figure in
      (figure.isPlain || labels["attribute"] != nil) && labels.allSatisfy { figure.labels?[$0.key] == $0.value }
    }.compactMap(\.value)
    return asked.comparison == "less_than" ? values.max() : values.min()
  }

  @Test func `each name can be gated, with labels and without`() throws {
    let workspace = try Workspace()
    try workspace.copy("fixtures/credit-model-2025q4", to: "credit")
    try workspace.edit("credit/pack.yaml", "bootstrap: 1000", "bootstrap: 10")
    let gates = Self.asked.map { gate in
      let labels = gate.labels.isEmpty ? "" : ", labels: {\(gate.labels)}"
      return
        "  - {id: \(gate.id), name: \(gate.id), metric: \(gate.name)\(labels), comparison: \(gate.comparison), threshold: 0.5, severity: info, rationale: r}"
    }
    let head = "policy_name: P\nversion: \"1\"\neffective_date: 2025-10-01\ncitation: none\ngates:\n"
    try workspace.write("credit/firm_credit_baseline.yaml", head + gates.joined(separator: "\n") + "\n")
    let run = try Program.run(["build", "pack.yaml", "-o", "out"], folder: workspace.url("credit"))
    #expect(run.status == 0, "\(run.err)")
    let pack = PackOnDisk(try workspace.bytes("credit/out/credit-model-2025q4.zip"))
    let decisions = try pack.decode(DecisionsJSON.self, "decisions.json")
    let figures = try pack.decode(Figures.self, "metrics.json").metrics
    for gate in Self.asked {
      let decision = try #require(decisions.gate(gate.id))
      let value = try #require(expected(gate, figures), "\(gate.id)")
      #expect(decision.value == value, "\(gate.id)")
      let holds = gate.comparison == "less_than" ? value < 0.5 : value > 0.5
      #expect(decision.decision == (holds ? "pass" : "fail"), "\(gate.id)")
      if gate.labels.isEmpty, Self.byAttribute.contains(gate.name) {
        #expect(decision.reason.contains("\(gate.name){attribute="))
        #expect(!decision.reason.contains("*"))
      }
    }
  }
}
