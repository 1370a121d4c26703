public import Rows

/// Everything that a report may speak of: the stages' results, as plain values.
public struct Facts: Sendable {
  public let definition: PackDefinition
  public let policies: [Policy]
  public let decisions: [GateDecision]
  public let controls: [ControlStanding]
  public let criteria: [CriterionStanding]
  public let metrics: [Metric]
  public let reconciliation: [SourceReconciliation]
  public let findings: [Finding]
  /// What only a check of the definition says; no part of a pack.
  public let notes: [Finding]
  /// Datasets held whole, by kind.
  public let tables: [String: Table]
  public let material: ReportMaterial
  /// What recomputing the model's figures came to.
  public let model: ModelAudit?
  /// Of the calendar's zone: reports show days and times as it does.
  public let clock: LocalClock

  public init(
    definition: PackDefinition, policies: [Policy], decisions: [GateDecision], controls: [ControlStanding],
    criteria: [CriterionStanding], metrics: [Metric], reconciliation: [SourceReconciliation], findings: [Finding],
    notes: [Finding] = [], tables: [String: Table],
    model: ModelAudit? = nil, material: ReportMaterial = ReportMaterial(), clock: LocalClock = .utc
  ) {
    self.definition = definition
    self.policies = policies
    self.decisions = decisions
    self.controls = controls
    self.criteria = criteria
    self.metrics = metrics
    self.reconciliation = reconciliation
    self.findings = findings
    self.notes = notes
    self.tables = tables
    self.material = material
    self.model = model
    self.clock = clock
  }

  /// How many gates came to each decision, in the order of the decisions.
  public var summary: [(decision: Decision, count: Int)] {
    Decision.allCases.map { decision in (decision, decisions.count { $0.decision == decision }) }
  }
}

extension Facts {
  /// The same facts with the decisions' exhibits named and the findings added.
  public func with(decisions: [GateDecision], findings: [Finding]) -> Facts {
    Facts(
      definition: definition, policies: policies, decisions: decisions, controls: controls, criteria: criteria,
      metrics: metrics, reconciliation: reconciliation, findings: findings, tables: tables, model: model,
      material: material, clock: clock)
  }

  /// The same facts for a report with other material.
  public func with(material: ReportMaterial) -> Facts {
    Facts(
      definition: definition, policies: policies, decisions: decisions, controls: controls, criteria: criteria,
      metrics: metrics, reconciliation: reconciliation, findings: findings, tables: tables, model: model,
      material: material, clock: clock)
  }
}
