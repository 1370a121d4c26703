import AuditModel

/// What the points of the examiner's checklist rest on: figures, intervals, statements and digests, looked up one by one.
struct ChecklistEvidence {
  private let facts: Facts
  private let audit: ModelAudit
  /// Names of the sections that the pack's documents have.
  private let told: Set<String>
  private let flags: [RedFlag]

  init(_ facts: Facts, _ audit: ModelAudit) {
    self.facts = facts
    self.audit = audit
    told = Set(facts.definition.documents.flatMap(\.sections))
    flags = RedFlags.all(facts, audit)
  }

  typealias Point = ExaminerChecklist.Point

  private func point(
    _ asks: String, found: String, lacks: [String], in sections: [ReportSection] = [], files: [String] = []
  ) -> Point {
    Point(asks, found: found, lacks: lacks, sections: sections.map(\.name), files: files, in: told)
  }

  private var model: ModelDefinition { audit.definition }
  /// The decisions on the model's figures.
  private var gates: [GateDecision] { facts.decisions.filter { $0.measured != nil } }

  // MARK: All sections present

  /// Model card, performance, calibration, fairness and explainability: each with figures in it.
  var sections: [Point] {
    [
      card,
      figures("Performance is measured", ["accuracy", "roc_auc", "f1"], in: ModelPerformanceSection.section),
      figures(
        "Calibration is measured", ["expected_calibration_error", "calibration_slope"],
        in: ModelCalibrationSection.section),
      fairness, explainability,
    ]
  }

  private var card: Point {
    let unstated = ModelStatements.unstated(model.governance)
    let stated = model.governance
    return point(
      "The model card is complete",
      found:
        "owner \(stated.owner ?? ""), validated by \(stated.validator ?? "") on \(stated.validatedOn.map { "\($0)" } ?? ""); all parts are stated",
      lacks: unstated.isEmpty ? [] : ["not stated: \(unstated.joined(separator: ", "))"], in: [ModelCardSection.section]
    )
  }

  private func figures(_ asks: String, _ names: [String], in section: ReportSection) -> Point {
    let metrics = names.map { name in (name, ModelWords.find(facts, name)) }
    let lacks = metrics.filter { $0.1?.value == nil }.map { "\(ModelWords.title($0.0)): \(ModelWords.value($0.1))" }
    return point(
      asks, found: metrics.map { "\(ModelWords.title($0.0)) \(ModelWords.short($0.1))" }.joined(separator: ", "),
      lacks: lacks,
      in: [section], files: ["metrics.json"])
  }

  private var fairness: Point {
    let names = ["demographic_parity_difference", "equalized_odds_difference"]
    let metrics = names.flatMap { name in
      model.protected.map { attribute in (name, attribute, ModelWords.find(facts, name, attribute: attribute)) }
    }
    let found = names.map { name in
      let own = metrics.filter { $0.0 == name }.map { "\($0.1) \(ModelWords.short($0.2))" }
      return "\(ModelWords.title(name)) \(own.joined(separator: ", "))"
    }
    let lacks = metrics.filter { $0.2?.value == nil }
      .map { "\(ModelWords.title($0.0)) by \($0.1): \(ModelWords.value($0.2))" }
    return point(
      "Fairness is measured",
      found: found.joined(separator: "; "),
      lacks: model.protected.isEmpty ? ["no protected attribute is declared"] : lacks,
      in: [GroupFairnessSection.section], files: ["metrics.json"])
  }

  private var explainability: Point {
    let explanations = audit.explanations
    let silent = explanations?.reasons.count { $0.principal.isEmpty } ?? 0
    let reasons = explanations?.reasons.count ?? 0
    var lacks = explanations == nil ? ["no attributions are exported, so no decision is explained"] : []
    if silent > 0 { lacks.append("\(Words.share(silent, of: reasons)) declined cases have no reason") }
    return point(
      "Decisions are explained",
      found:
        "\(Words.count(Int64(explanations?.importance.count ?? 0), "feature")) by importance, reasons for \(Words.count(Int64(reasons), "declined case"))",
      lacks: lacks, in: [ExplanationsSection.section, ReasonCodesSection.section],
      files: explanations == nil ? [] : [ReasonCodesSection.exhibit])
  }

  // MARK: Protected attributes analysed

  var attributes: [Point] {
    ProtectedBasis.allCases.map { basis in
      let own = audit.attributes.filter { !$0.isIntersection && basis.isNamed(by: $0.name) }
      let present = own.map { attribute in attribute.groups.count { $0.counts.total > 0 } }
      let sizes = own.flatMap(\.groups).map { "\($0.name) \(Words.count($0.counts.total))" }
      return point(
        "Analysed by \(basis.rawValue)", found: sizes.joined(separator: ", "),
        lacks: own.isEmpty
          ? [absence(of: basis)]
          : present.contains { $0 > 1 } ? [] : ["its cases are all of one group"],
        in: [GroupFairnessSection.section], files: ["metrics.json"])
    }
  }

  private func absence(of basis: ProtectedBasis) -> String {
    if let left = model.excluded.first(where: { basis.isNamed(by: $0.name) }) {
      return "'\(left.name)' is left out: \(left.words)"
    }
    if let silent = audit.undeclared.first(where: { basis.isNamed(by: $0) }) {
      return "'\(silent)' is exported and not declared"
    }
    return "no column of the predictions says it"
  }

  // MARK: Statistical significance documented

  var statistics: [Point] { [intervals, sizes] }

  /// Every figure that a gate rests on, and the sections that tell of it.
  private var intervals: Point {
    let figures = gates.compactMap { decision in decision.measured?.metric.map { (decision.gate.name, $0) } }
      .filter { !ModelFigure.isExact($0.1) }
    let bare = figures.filter { $0.1.interval == nil }.map(\.0)
    let found = figures.map { "\($0.0) \(ModelWords.shortInterval($0.1))" }
    return point(
      "Confidence intervals are reported", found: found.joined(separator: "; "),
      lacks: (figures.isEmpty ? ["no gate rests on a figure that could have one"] : [])
        + (bare.isEmpty ? [] : ["without one: \(bare.joined(separator: ", "))"]),
      in: sections(of: figures.map(\.1)), files: ["metrics.json", "decisions.json"])
  }

  private var sizes: Point {
    let figures = gates.compactMap { decision in decision.measured?.metric.map { (decision.gate.name, $0) } }
    let bare = figures.filter { $0.1.sampleSize == nil }.map(\.0)
    let smallest = audit.attributes.filter { !$0.isIntersection }.compactMap { attribute in
      attribute.groups.map(\.counts.total).min().map { "\(attribute.name) \(Words.count($0))" }
    }
    return point(
      "Sample sizes are reported",
      found: "\(Words.count(Int64(audit.cases), "case")); smallest group by \(smallest.joined(separator: ", "))",
      lacks: (figures.isEmpty ? ["no gate rests on a figure of the model"] : [])
        + (bare.isEmpty ? [] : ["without one: \(bare.joined(separator: ", "))"]),
      in: sections(of: figures.map(\.1)), files: ["metrics.json", "decisions.json"])
  }

  private func sections(of metrics: [Metric]) -> [ReportSection] {
    let names = Set(metrics.compactMap(ModelFigure.section))
    return ReportSections.all.filter { names.contains($0.name) }
  }

  // MARK: Limitations, provenance, gates

  var documentation: [Point] { [limitations, revision, versions, hashes, seed, decided] }

  private var limitations: Point {
    let governance = model.governance
    let lacks = [
      governance.limitations.isEmpty ? "no limitation is stated" : nil,
      governance.assumptions.isEmpty ? "no assumption is stated" : nil,
    ].compactMap { $0 }
    let edges = EdgeCases.all(facts, audit).count
    return point(
      "Limitations list assumptions and edge cases",
      found:
        "\(Words.count(Int64(governance.limitations.count), "limitation")), \(Words.count(Int64(governance.assumptions.count), "assumption")), and \(Words.count(Int64(edges), "edge case")) that the figures show",
      lacks: lacks, in: [ModelLimitsSection.section])
  }

  private var revision: Point {
    let revision = facts.definition.revision
    let lack = revision.map { ModelStatements.isCommit($0) ? nil : "the revision '\($0)' is no commit hash" }
    return point(
      "Provenance has the revision (git SHA)", found: "built from \(revision ?? "")",
      lacks: revision == nil ? ["the definition states no 'revision'"] : [lack ?? nil].compactMap { $0 },
      in: [ModelProvenanceSection.section], files: ["manifest.json"])
  }

  private var versions: Point {
    point(
      "Provenance has versions",
      found: "model version \(model.version ?? ""); the manifest has that of every library that made the pack",
      lacks: model.version == nil ? ["the definition states no version of the model"] : [],
      in: [ModelProvenanceSection.section], files: ["manifest.json"])
  }

  private var hashes: Point {
    let sources = facts.reconciliation.filter { ModelStatements.kinds.contains($0.kind) }
    let bare = sources.filter { $0.files.isEmpty || $0.files.contains { $0.sha256.utf8.count != 64 } }.map(\.name)
    let unbound = model.artifacts.filter { $0.sha256 == nil }.map { "artifact '\($0.name)'" }
    let lacking = bare + unbound
    let files = sources.reduce(0) { $0 + $1.files.count }
    return point(
      "Provenance has the hashes of the data",
      found:
        "\(Words.count(Int64(files), "export")) and \(Words.count(Int64(model.artifacts.count), "artifact")) with SHA-256",
      lacks: (sources.isEmpty ? ["no export of the model was read"] : [])
        + (lacking.isEmpty ? [] : ["without one: \(lacking.joined(separator: ", "))"]),
      in: [ModelProvenanceSection.section], files: ["manifest.json", "reconciliation.json"])
  }

  private var seed: Point {
    point(
      "The figures can be made again",
      found: "seed \(model.seed.map { "\($0)" } ?? ""), \(Words.count(Int64(model.bootstrap), "draw"))",
      lacks: model.seed == nil ? ["the definition states no seed"] : [], in: [ModelProvenanceSection.section],
      files: ["manifest.json"])
  }

  private var decided: Point {
    let open = gates.filter { $0.decision == .noData || $0.decision == .indeterminate }
      .map { "\($0.gate.name) (\($0.decision.words))" }
    let counts = Decision.allCases.compactMap { wanted -> String? in
      let count = gates.count { $0.decision == wanted }
      return count == 0 ? nil : "\(Words.count(count)) \(wanted.words)"
    }
    return point(
      "Policy gates have a pass or fail status", found: counts.joined(separator: ", "),
      lacks: (gates.isEmpty ? ["no gate is held against a figure of the model"] : [])
        + (open.isEmpty ? [] : ["undecided: \(open.joined(separator: ", "))"]),
      in: [DecisionsSection.section], files: ["decisions.json"])
  }

  // MARK: Red flags

  var redFlags: [Point] {
    [
      none("No section is missing", [.missingSection]),
      none("Nothing is left out or not applicable without an explanation", [.notAssessed, .unexplained, .undeclared]),
      none("No group is under \(RedFlags.smallestGroup)", [.smallGroup]),
      none("No interval is wider than \(Words.value(RedFlags.widestInterval))", [.wideInterval]),
      none("No gate failed without a mitigation", [.failedGate]),
      none("No protected attribute is among the reasons of a declined case", [.protectedReason]),
    ]
  }

  /// Ticked where the program found no red flag of these kinds.
  private func none(_ asks: String, _ codes: Set<RedFlag.Code>) -> Point {
    let own = flags.filter { codes.contains($0.code) }
    return point(
      asks, found: "none was found",
      lacks: own.isEmpty
        ? [] : [own.count == 1 ? own[0].words : "\(Words.count(own.count)) found, the first: \(own[0].words)"],
      in: [RedFlagsSection.section])
  }

}
