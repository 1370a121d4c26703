package import AuditModel
package import Rows

/// One evaluation of a set of policies: gates enter their folds, records stream by, and then everything is decided.
package struct PolicyRun: Sendable {
  private let set: PolicySet
  /// What the gates on tables saw, by gate.
  private var seen: [GateFold?]
  private var tickets: [Pass.Ticket<GateFold>?]
  private let tables: [String: Table]
  /// The datasets as joins look them up.
  private let joinable: [String: Table]
  /// The words of the events, to be gathered in their pass.
  private var words: Pass.Ticket<SeenWords>?

  fileprivate init(_ set: PolicySet, tables: [String: Table], earlier: [String: Table]) {
    self.set = set
    self.tables = tables
    let joinable = PolicyRun.joinable(set, tables: tables, earlier: earlier)
    self.joinable = joinable
    tickets = Array(repeating: nil, count: set.gates.count)
    seen = set.gates.map { planned in
      guard let dataset = planned.test.dataset, let table = tables[dataset] else { return nil }
      return planned.test.fold(joinable).map { fold in
        var fold = fold
        for table in planned.test.looksBack ? [earlier[dataset], table].compactMap({ $0 }) : [table] {
          for batch in table.batches { fold.absorb(batch, table.symbols) }
          fold.close(table.symbols)
        }
        return fold
      }
    }
  }

  /// What happened before the period is found behind what happened in it: a change that was merged on the last evening of
  /// one period is deployed on the first morning of the next.
  private static func joinable(
    _ set: PolicySet, tables: [String: Table], earlier: [String: Table]
  ) -> [String: Table] {
    let joined = Set(set.gates.flatMap { gate in gate.test.conditions.flatMap(\.joinedKinds) })
    return tables.merging(earlier.filter { joined.contains($0.key) && $0.value.count > 0 }) { table, before in
      var table = table
      table.append(before)
      return table
    }
  }

  /// Enters the folds of the gates on events.
  package mutating func enter(into pass: inout Pass) {
    for (index, planned) in set.gates.enumerated() where planned.test.dataset == DatasetKinds.events.name {
      tickets[index] = planned.test.fold(joinable).map { pass.add($0) }
      if words == nil { words = pass.add(SeenWords(DatasetKinds.events.schema)) }
    }
  }

  /// What all gates, controls and criteria came to.
  package struct Judgement: Sendable {
    package let decisions: [GateDecision]
    package let controls: [ControlStanding]
    package let criteria: [CriterionStanding]
    package let findings: [Finding]
    /// What only a check of the definition says.
    package let notes: [Finding]
  }

  /// Decides every gate, in the order of the policies.
  package func decide(_ evidence: Evidence, events: Pass) -> Judgement {
    let waivers = WaiverRules(set.waivers, asOf: set.judging.asOf, midnight: set.judging.midnight)
    var evidence = evidence
    if set.gates.contains(where: \.test.readsSeries) {
      evidence.series = SeriesIndex(evidence)
      evidence.alerts = AlertIndex(evidence)
    }
    let decisions = decisions(&evidence, waivers, events)
    let controls = RollUp.controls(set.controls, decisions)
    let findings = [
      set.findings, waivers.findings(decisions), ResponseRules.findings(set.responses, decisions),
      MetricRules.findings(set.gates, known: set.judging.metrics, metrics: evidence.metrics),
      SampleRules(gates: set.gates, evidence: evidence).findings(decisions),
      CriterionRules.findings(set.controls, known: evidence.criteria), UnknownWords(tables: tables).findings(set.gates),
    ]
    return Judgement(
      decisions: decisions, controls: controls, criteria: RollUp.criteria(controls), findings: findings.flatMap { $0 },
      notes: UnmatchedWords(seen: seenWords(events)).notes(set.gates))
  }

  /// Parts first: a composite waits until all that it stands on is decided, and none stands on itself.
  private func decisions(_ evidence: inout Evidence, _ waivers: WaiverRules, _ events: Pass) -> [GateDecision] {
    var waiting = Array(set.gates.indices)
    var decisions = [GateDecision?](repeating: nil, count: set.gates.count)
    while !waiting.isEmpty {
      let ready = waiting.filter { index in
        set.gates[index].test.parts.allSatisfy { evidence.decided[$0.id] != nil }
      }
      for index in ready {
        let decision = waivers.applied(to: decide(set.gates[index], index, evidence, events))
        let responses = set.responses.filter { $0.gate == decision.gate.id }
        decisions[index] = decision.with(responses: responses)
        evidence.decided[decision.gate.id] = decision
      }
      waiting.removeAll { ready.contains($0) }
      if ready.isEmpty { preconditionFailure("the reader lets no gate stand on itself") }
    }
    return decisions.compactMap { $0 }
  }

  private func seenWords(_ events: Pass) -> [String: SeenWords] {
    var seen: [String: SeenWords] = [:]
    for (name, table) in tables where set.gates.contains(where: { $0.test.dataset == name }) {
      var words = SeenWords(table.schema)
      for batch in table.batches { words.absorb(batch, table.symbols) }
      words.close(table.symbols)
      seen[name] = words
    }
    if let words { seen[DatasetKinds.events.name] = events[words] }
    return seen
  }

  private func decide(_ planned: PlannedGate, _ index: Int, _ evidence: Evidence, _ events: Pass) -> GateDecision {
    let gate = planned.gate
    guard gate.applies.contains(evidence.period.end) else {
      return GateDecision(gate: gate, decision: .notApplicable, reason: "the gate is not in force at the period's end")
    }
    let decision = planned.test.decide(gate, evidence, seen: seen[index] ?? tickets[index].map { events[$0] })
    // A figure stands on the dataset that it was measured from.
    let measured = decision.measured?.metric.map { [$0.origin] } ?? []
    return UnreadRecords(planned.test.datasets + measured, evidence).told(by: decision)
  }
}

extension PolicySet {
  /// Begins an evaluation; `tables` holds the datasets that were read whole, by kind.
  /// `earlier` holds the records before the period, for gates that look back.
  package func run(tables: [String: Table], earlier: [String: Table] = [:]) -> PolicyRun {
    PolicyRun(self, tables: tables, earlier: earlier)
  }
}
