import AuditModel
import OrderedCollections

/// Rolls gates up to controls and controls up to criteria: each takes the worst below it.
enum RollUp {
  /// A control whose gates are of kind `evidence` only is documented; beside gates that test, those say only what is
  /// missing. A control without a gate is not tested.
  static func controls(_ controls: [Control], _ decisions: [GateDecision]) -> [ControlStanding] {
    controls.map { control in
      let own = decisions.filter { $0.gate.controls.contains(control.id) }
      let isTested = own.contains { $0.gate.kind != "evidence" }
      let standings = own.compactMap { decision -> Standing? in
        guard decision.gate.kind == "evidence", decision.decision == .pass else { return Standing(decision.decision) }
        return isTested ? nil : .documented
      }
      return ControlStanding(control: control, standing: Standing.worst(of: standings))
    }
  }

  /// Criteria in the order in which the controls name them.
  static func criteria(_ controls: [ControlStanding]) -> [CriterionStanding] {
    var standings: OrderedDictionary<Criterion, [Standing]> = [:]
    for standing in controls {
      for criterion in standing.control.criteria { standings[criterion, default: []].append(standing.standing) }
    }
    return standings.map { CriterionStanding(criterion: $0.key, standing: Standing.worst(of: $0.value)) }
  }
}
