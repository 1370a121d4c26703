package import AuditModel
import CSV
import JSON

/// `interop/decisions.csv`: one row a gate, for a spreadsheet.
package enum DecisionsTable {
  package static let name = "interop/decisions.csv"

  static let header = [
    "gate", "name", "policy", "clause", "severity", "kind", "controls", "decision", "reason", "metric", "value",
    "comparison", "limit", "population", "exceptions", "exhibit",
  ]

  /// The file's bytes; several controls or limits in a cell are separated by `;`.
  package static func bytes(_ facts: Facts) -> [UInt8] {
    var writer = CSVWriter(guardsFormulas: true)
    writer.append(header)
    for decision in facts.decisions { writer.append(row(decision)) }
    return writer.bytes
  }

  private static func row(_ decision: GateDecision) -> [String] {
    let (gate, measured, tested) = (decision.gate, decision.measured, decision.tested)
    return [
      gate.id, gate.name, gate.policy, gate.clause ?? "", gate.severity.rawValue, gate.kind,
      gate.controls.joined(separator: ";"), decision.decision.rawValue, decision.reason, measured?.name ?? "",
      measured?.metric?.value.map(number) ?? "", measured?.comparison.rawValue ?? "",
      measured?.limits.map(number).joined(separator: ";") ?? "", tested.map { String($0.population) } ?? "",
      tested.map { String($0.exceptionCount) } ?? "", decision.exhibit ?? "",
    ]
  }

  /// As decisions.json writes it.
  private static func number(_ value: Double) -> String {
    guard let bytes = try? CanonicalJSON.write(.double(value)) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
