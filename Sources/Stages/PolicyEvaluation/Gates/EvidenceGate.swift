import AuditModel
import Bytes
import Diagnostics
import Rows
import YAML

/// A planned document, dataset or section is present and not empty.
struct EvidenceGate: GateTest {
  let wanted: [String]
  /// Documents and sections of the pack.
  let planned: Set<String>

  static let gateKind = GateKind(key: "evidence") { map, context in
    let wanted = map.strings("evidence")
    if wanted.isEmpty {
      map.error(
        "'evidence' names nothing", atKey: "evidence",
        hint: "name datasets, documents or sections: [incidents, system-description]")
      return nil
    }
    return EvidenceGate(wanted: wanted, planned: context.policy.evidence)
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    let missing = wanted.filter { !planned.contains(Gate.slug($0)) && evidence.used($0) == 0 }
    let empty = wanted.filter { evidence.empty.contains(Gate.slug($0)) && evidence.used($0) == 0 }
    guard missing.isEmpty else {
      let known = (Array(planned) + evidence.sourcedKinds).sortedByBytes()
      let hints = missing.compactMap { suggestionHint(for: $0, in: known) }.map { "; \($0)" }.joined()
      return GateDecision(
        gate: gate, decision: .noData,
        reason: "no document, section or record of \(missing.joined(separator: ", "))\(hints)")
    }
    guard empty.isEmpty else {
      return GateDecision(
        gate: gate, decision: .noData, reason: "planned, and empty: \(empty.joined(separator: ", "))")
    }
    return GateDecision(gate: gate, decision: .pass, reason: "documented by \(wanted.joined(separator: ", "))")
  }
}
