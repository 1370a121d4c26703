import AuditModel
import OrderedCollections

/// Rolls gates up to controls and controls up to criteria: each takes the worst below it.
enum RollUp {
  static func controls(_ controls: [Control], _ decisions: [GateDecision]) -> [ControlStanding] {
    controls.map { control in
      let gates = decisions.filter { $0.gate.controls.contains(control.id) }.map {
        Standing.Gate(kind: $0.gate.kind, decision: $0.decision)
      }
      return ControlStanding(control: control, standing: Standing(of: gates))
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
