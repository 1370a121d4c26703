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
    let missing = wanted.filter { name in
      let slug = Gate.slug(name)
      return !planned.contains(slug) && evidence.used(name) == 0
    }
    if missing.isEmpty {
      return GateDecision(gate: gate, decision: .pass, reason: "documented by \(wanted.joined(separator: ", "))")
    }
    let known = (Array(planned) + evidence.sourcedKinds).sortedByBytes()
    let hints = missing.compactMap { suggestionHint(for: $0, in: known) }.map { "; \($0)" }.joined()
    return GateDecision(
      gate: gate, decision: .noData,
      reason: "no document, section or record of \(missing.joined(separator: ", "))\(hints)")
  }
}
