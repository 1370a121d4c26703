package import AuditModel
package import Rows

/// One evaluation of a set of policies: gates enter their folds, records stream by, and then everything is decided.
package struct PolicyRun: Sendable {
  private let set: PolicySet
  /// What the gates on tables saw, by gate.
  private var seen: [RecordsFold?]
  private var tickets: [Pass.Ticket<RecordsFold>?]
  private let tables: [String: Table]

  fileprivate init(_ set: PolicySet, tables: [String: Table]) {
    self.set = set
    self.tables = tables
    tickets = Array(repeating: nil, count: set.gates.count)
    seen = set.gates.map { planned in
      guard let dataset = planned.test.dataset, let table = tables[dataset] else { return nil }
      return planned.test.fold(tables).map { fold in
        var fold = fold
        for batch in table.batches { fold.absorb(batch, table.symbols) }
        fold.close(table.symbols)
        return fold
      }
    }
  }

  /// Enters the folds of the gates on events.
  package mutating func enter(into pass: inout Pass) {
    for (index, planned) in set.gates.enumerated() where planned.test.dataset == DatasetKinds.events.name {
      tickets[index] = planned.test.fold(tables).map { pass.add($0) }
    }
  }

  /// What all gates, controls and criteria came to.
  package struct Judgement: Sendable {
    package let decisions: [GateDecision]
    package let controls: [ControlStanding]
    package let criteria: [CriterionStanding]
  }

  /// Decides every gate, in the order of the policies.
  package func decide(_ evidence: Evidence, events: Pass) -> Judgement {
    let decisions = set.gates.enumerated().map { index, planned in
      let gate = planned.gate
      guard gate.applies.contains(evidence.period.end) else {
        return GateDecision(
          gate: gate, decision: .notApplicable, reason: "the gate is not in force at the period's end")
      }
      return planned.test.decide(gate, evidence, seen: seen[index] ?? tickets[index].map { events[$0] })
    }
    let controls = RollUp.controls(set.controls, decisions)
    return Judgement(decisions: decisions, controls: controls, criteria: RollUp.criteria(controls))
  }
}

extension PolicySet {
  /// Begins an evaluation; `tables` holds the datasets that were read whole, by kind.
  package func run(tables: [String: Table]) -> PolicyRun { PolicyRun(self, tables: tables) }
}
