import AuditModel
import Measurement
import Reporting
import Rows
import Testing

/// Each red flag planted once, over a model that has none of that kind without the plant.
@Suite("Red flags")
struct RedFlagTests {
  private static let governance = ModelDefinition.Governance(
    purpose: "p", materiality: "m", owner: "o", validator: "v", validatedOn: Day("2024-01-01"), monitoring: "q",
    overrides: "none", preprocessing: ["none"], limitations: ["few"], assumptions: ["same"])

  private func definition(
    _ governance: ModelDefinition.Governance = governance, version: String? = "1", seed: UInt64? = 1,
    artifacts: [ModelArtifact] = []
  ) -> ModelDefinition {
    ModelDefinition(
      name: "m", version: version, positive: 1, threshold: 0.5, protected: ["sex"], intersections: [], excluded: [],
      carriers: [], seed: seed, bootstrap: 0, shift: 0.2, powerDifference: 0.1, costs: nil, inputs: nil,
      artifacts: artifacts, governance: governance)
  }

  /// Two groups of 30, but for `absent` cases of the second.
  private func audit(_ model: ModelDefinition, absent: Int = 0) async throws -> ModelAudit {
    var text = "id,y_true,y_score,sex\n"
    for case_ in 0..<60 - absent { text += "\(case_),\(case_ % 2),0.\(case_ % 9 + 1),\(case_ < 30 ? "f" : "m")\n" }
    return try await ModelFigures.measure(text, model).audit
  }

  private func flags(
    _ model: ModelDefinition? = nil, absent: Int = 0, undeclared: [String] = [], revision: String? = "abc",
    sections: [String] = RedFlags.expected, decisions: [GateDecision] = []
  ) async throws -> [String] {
    let document = DocumentDefinition(name: "D", sections: sections, formats: [.html])
    let sample = try await ReportSample.facts([document])
    let own = sample.definition
    let definition = PackDefinition(
      pack: own.pack, title: own.title, organization: own.organization, period: own.period, asOf: own.asOf,
      calendar: own.calendar, revision: revision, frameworks: [], cover: own.cover, sources: [], policies: [],
      documents: [document])
    let facts = Facts(
      definition: definition, policies: [], decisions: decisions, controls: [], criteria: [], metrics: [],
      reconciliation: [], findings: [], tables: [:])
    let audit = try await audit(model ?? self.definition(), absent: absent).with(undeclared: undeclared)
    return RedFlags.all(facts, audit).map(\.words).filter { !$0.contains("exported") }
  }

  private func decided(
    _ decision: Decision, interval: (Double, Double) = (0.1, 0.2), responses: [Response] = []
  ) -> GateDecision {
    let metric = Metric(
      name: "accuracy", value: 0.15, sampleSize: 60,
      interval: ConfidenceInterval(low: interval.0, high: interval.1, level: 0.95, method: "wilson"), origin: "p")
    return GateDecision(
      gate: ReportSample.gate, decision: decision, reason: "why",
      measured: MeasuredAgainst(metric: metric, name: "accuracy", comparison: .lessThan, limits: [0.1]),
      responses: responses)
  }

  @Test func `a model that states everything has none`() async throws {
    #expect(try await flags().isEmpty)
  }

  @Test func `what the definition does not state is a flag each`() async throws {
    let bare = definition(.init(), version: nil, seed: nil)
    let found = try await flags(bare)
    for part in [
      "purpose", "materiality", "owner", "independent validator", "validation date", "monitoring plan",
      "word on overrides", "limitation", "assumption", "word on the preparation of the data", "version of the model",
      "seed",
    ] { #expect(found.contains("the definition states no \(part)")) }
    #expect(found.count == 12)
  }

  @Test func `a missing revision, digest or section is a flag`() async throws {
    #expect(try await flags(revision: nil) == ["the definition states no revision that the pack was built from"])
    let artifact = ModelArtifact(name: "prep", path: "prep.pkl", sha256: nil)
    #expect(
      try await flags(definition(artifacts: [artifact])) == ["artifact 'prep' of the model states no SHA-256"])
    #expect(
      try await flags(sections: RedFlags.expected.filter { $0 != "recourse" }) == [
        "no document has the section 'recourse'"
      ])
  }

  /// 30 cases are enough, 29 are not.
  @Test func `a group under 30 is a flag`() async throws {
    #expect(try await flags(absent: 1) == ["sex: m has 29 cases, fewer than 30"])
  }

  @Test func `a column that nobody declared is a flag`() async throws {
    #expect(
      try await flags(undeclared: ["race"]) == [
        "column 'race' of the predictions is not declared, and no reason says why"
      ])
  }

  /// Wide is wider than 0.2.
  @Test func `a wide interval of a gate's figure is a flag`() async throws {
    #expect(try await flags(decisions: [decided(.pass, interval: (0.1, 0.29))]).isEmpty)
    let found = try await flags(decisions: [decided(.pass, interval: (0.1, 0.31))])
    #expect(found == ["accuracy: the interval of 0.1 to 0.31 is wider than 0.2"])
  }

  @Test func `a failed gate is a flag unless it is waived or answered`() async throws {
    #expect(try await flags(decisions: [decided(.fail)]).count == 1)
    #expect(try await flags(decisions: [decided(.waived)]).isEmpty)
  }

  @Test func `what does not apply without a rationale is a flag`() async throws {
    let found = try await flags(decisions: [decided(.notApplicable)])
    #expect(found == ["gate Second factor: not applicable, and its policy gives no rationale"])
  }

  /// What was not exported is told, each by its own flag.
  @Test(arguments: [
    ("attributions", "no attributions are exported: explanations and reason codes are missing"),
    ("inputs", "no inputs are exported: proxies and like cases were not assessed"),
    ("reference", "no reference inputs are exported: drift was not assessed"),
    ("coefficients", "no coefficients are exported: recourse was not assessed"),
    ("scores", "recourse was not assessed: the coefficients do not give the exported scores"),
  ])
  func `what was not assessed is a flag`(absent: String, words: String) async throws {
    var sample = ModelSample()
    switch absent {
    case "attributions": sample.explanations = nil
    case "inputs": sample.proxies = []
    case "reference": sample.drift = []
    case "coefficients": sample.recourse = nil
    default:
      sample.recourse = Recourse(
        cases: [], largestDifference: 0.1, refusal: "the coefficients do not give the exported scores")
    }
    let (facts, audit) = try await sample.made()
    let flags = RedFlags.all(facts, audit)
    #expect(flags.map(\.code) == [.notAssessed])
    #expect(flags.map(\.words) == [words])
  }

  @Test func `a protected attribute among the reasons, or what carries one, is a flag`() async throws {
    var sample = ModelSample()
    let reasons = ["sex", "postcode", "income"].map { ModelAudit.Reason(feature: $0, contribution: -0.1) }
    sample.explanations = .init(
      importance: [], reasons: [.init(id: "a", principal: reasons), .init(id: "b", principal: [reasons[0]])])
    let (facts, audit) = try await sample.made()
    #expect(
      RedFlags.all(facts, audit).map(\.words) == [
        "the protected attribute 'sex' is among the principal reasons of 2 declined cases",
        "'postcode', which carries the protected attribute 'race', is among the principal reasons of 1 declined case",
      ])
  }
}
