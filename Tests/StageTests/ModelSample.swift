import AuditModel
import Reporting
import Rows

/// A model audit in values, complete in all that an examiner asks for; tests change one thing.
struct ModelSample: Sendable {
  var governance: ModelDefinition.Governance = stated()
  var version: String? = "2.0"
  var seed: UInt64? = 1
  var revision: String? = "4f1c2ab"
  var artifacts = [ModelArtifact(name: "prep", path: "prep.pkl", sha256: String(repeating: "a", count: 64))]
  var excluded: [ModelDefinition.Statement] = []
  var undeclared: [String] = []
  var sections = Reporting.sectionNames
  var exportDigest = String(repeating: "b", count: 64)
  /// Groups with their sizes, by attribute.
  var groups: [(attribute: String, groups: [(String, Int)])] = [
    ("race", [("a", 100), ("b", 100)]), ("sex", [("f", 90), ("m", 110)]), ("age_group", [("old", 60), ("young", 140)]),
  ]
  var explanations: ModelAudit.Explanations? = .init(
    importance: [.init(feature: "income", value: 0.4), .init(feature: "term", value: 0.1)],
    reasons: [.init(id: "c1", principal: [.init(feature: "income", contribution: -0.3)])])
  var recourse: Recourse? = Recourse(cases: [], largestDifference: 0)
  var drift = [comparison("train")]
  var proxies = [comparison("sex")]
  var metrics: [Metric] = figures
  var decisions: [GateDecision] = ["accuracy", "expected_calibration_error", "demographic_parity_difference"].map {
    decided($0, .pass)
  }
  var rationale: String?

  static func stated(
    purpose: String? = "p", limitations: [String] = ["few cases"], assumptions: [String] = ["same people"]
  ) -> ModelDefinition.Governance {
    .init(
      purpose: purpose, materiality: "m", owner: "Retail", validator: "Risk", validatedOn: Day("2024-01-01"),
      monitoring: "q", overrides: "none", preprocessing: ["none"], limitations: limitations, assumptions: assumptions)
  }

  static func comparison(_ against: String) -> ModelAudit.Comparison {
    .init(feature: "income", against: against, method: "ks", statistic: 0.1, pValue: 0.5, stability: 0.02)
  }

  static func figure(
    _ name: String, _ value: Double?, attribute: String? = nil, n: Int64? = 200,
    interval: (Double, Double)? = (0.1, 0.2)
  ) -> Metric {
    Metric(
      name: name, value: value, undefined: value == nil ? "there is no case" : nil, sampleSize: n,
      labels: attribute.map { [.init(name: "attribute", value: $0)] } ?? [],
      interval: interval.map { ConfidenceInterval(low: $0.0, high: $0.1, level: 0.95, method: "wilson") },
      origin: "predictions")
  }

  static let figures =
    ["accuracy", "roc_auc", "f1", "expected_calibration_error", "calibration_slope"].map { figure($0, 0.15) }
    + ["race", "sex", "age_group"].flatMap { attribute in
      ["demographic_parity_difference", "equalized_odds_difference"].map { figure($0, 0.15, attribute: attribute) }
    }

  /// A gate on a figure; of a difference the one by sex.
  static func decided(
    _ name: String, _ decision: Decision, n: Int64? = 200, interval: (Double, Double)? = (0.1, 0.2),
    rationale: String? = nil, responses: [Response] = []
  ) -> GateDecision {
    let gate = Gate(
      id: name, name: name, kind: "metric", policy: "p", clause: nil, controls: [], severity: .error,
      rationale: rationale, owner: nil, applies: .init())
    let attribute = name.hasPrefix("demographic") ? "sex" : nil
    return GateDecision(
      gate: gate, decision: decision, reason: "why",
      measured: MeasuredAgainst(
        metric: figure(name, 0.15, attribute: attribute, n: n, interval: interval), name: name, comparison: .lessThan,
        limits: [0.16]), responses: responses)
  }

  static func response(_ gate: String) -> Response {
    Response(gate: gate, exception: nil, cause: "c", response: "retrain", owner: "o", due: nil, status: .open)
  }

  func made() async throws -> (facts: Facts, audit: ModelAudit) {
    let document = DocumentDefinition(name: "Model report", sections: sections, formats: [.html])
    let own = try await ReportSample.facts([document]).definition
    let definition = PackDefinition(
      pack: own.pack, title: own.title, organization: own.organization, period: own.period, asOf: own.asOf,
      calendar: own.calendar, revision: revision, frameworks: [], cover: own.cover, sources: [], policies: [],
      documents: [document])
    let export = SourceReconciliation(
      name: "predictions", kind: "predictions",
      files: [.init(path: "predictions.csv", sha256: exportDigest, bytes: 1, counts: .init())], expected: 200,
      first: nil, last: nil, largestGap: nil, rejections: [])
    let audit = audit()
    let facts = Facts(
      definition: definition, policies: [], decisions: decisions, controls: [], criteria: [], metrics: metrics,
      reconciliation: [export], findings: [], tables: [:], model: audit)
    return (facts, audit)
  }

  private func audit() -> ModelAudit {
    let model = ModelDefinition(
      name: "credit", version: version, positive: 1, threshold: 0.5, protected: groups.map(\.attribute),
      intersections: [], excluded: excluded, carriers: [.init(name: "postcode", words: "race")], seed: seed,
      bootstrap: 100, shift: 0.2, powerDifference: 0.1, costs: nil, inputs: nil, artifacts: artifacts,
      governance: governance)
    let attributes = groups.map { attribute, groups in
      ModelAudit.Attribute(
        name: attribute, isIntersection: false,
        groups: groups.map { name, size in
          ModelAudit.Group(
            name: name,
            counts: .init(truePositive: size, falsePositive: 0, falseNegative: 0, trueNegative: 0), histogram: [])
        }, missing: 0)
    }
    return ModelAudit(
      definition: model, cases: 200,
      confusion: .init(truePositive: 199, falsePositive: 0, falseNegative: 0, trueNegative: 1), roc: [], widthBins: [],
      quantileBins: [], attributes: attributes, thresholds: [], shifts: [], drift: drift, proxies: proxies,
      explanations: explanations, recourse: recourse, undeclared: undeclared)
  }
}
