import AuditModel

/// Rolls gates up to controls and controls up to criteria: each takes the worst below it.
enum RollUp {
  /// A control whose gates are of kind `evidence` only would be documented; one without a gate is not tested.
  static func controls(_ controls: [Control], _ decisions: [GateDecision]) -> [ControlStanding] {
    controls.map { control in
      let standings = decisions.filter { $0.gate.controls.contains(control.id) }.map { Standing($0.decision) }
      return ControlStanding(control: control, standing: Standing.worst(of: standings))
    }
  }

  /// Criteria in the order in which the controls name them.
  static func criteria(_ controls: [ControlStanding]) -> [CriterionStanding] {
    var order: [Criterion] = []
    var standings: [Criterion: [Standing]] = [:]
    for standing in controls {
      for criterion in standing.control.criteria {
        if standings[criterion] == nil { order.append(criterion) }
        standings[criterion, default: []].append(standing.standing)
      }
    }
    return order.map { CriterionStanding(criterion: $0, standing: Standing.worst(of: standings[$0] ?? [])) }
  }
}
