import AuditModel
import Diagnostics
import Rows
import YAML

/// A gate over other gates and over conditions on metrics, in three values: what has no data, or is indeterminate, stays so.
struct CompositeGate: GateTest {
  let operation: Operation
  let members: [Member]

  /// What a composite is made of.
  enum Member: Sendable {
    case gate(GateMention)
    /// A metric against a threshold, written where it is used: `{metric, comparison, threshold}`.
    case condition(MetricGate)
  }

  var parts: [GateMention] {
    members.compactMap { if case .gate(let mention) = $0 { mention } else { nil } }
  }

  enum Operation: String, Sendable {
    case all, any, not
  }

  static let all = kind(.all)
  static let any = kind(.any)
  static let not = kind(.not)

  private static func kind(_ operation: Operation) -> GateKind {
    GateKind(key: operation.rawValue) { map, context in
      let members = map.items(operation.rawValue).compactMap { member($0, map, context) }
      let isOne = operation != .not || members.count == 1
      guard !members.isEmpty, isOne else {
        map.error(
          "'\(operation.rawValue)' needs \(operation == .not ? "one gate" : "gates")", atKey: operation.rawValue)
        return nil
      }
      return CompositeGate(operation: operation, members: members)
    }
  }

  private static func member(_ node: YAMLNode, _ map: YAMLMapping, _ context: ReadingContext) -> Member? {
    if let id = node.text { return .gate(GateMention(id: id, place: map.file.location(of: node))) }
    guard case .mapping = node.content else {
      map.error("a composite names gates by their ids, or holds conditions on metrics", at: node)
      return nil
    }
    let condition = YAMLMapping(node, of: map.file, what: "condition", map.collector)
    defer { condition.finish() }
    return (MetricGate.gateKind.read(condition, context) as? MetricGate).map { .condition($0) }
  }

  private enum Truth {
    case yes, no, unknown(Decision), none
  }

  private func truth(_ decision: Decision) -> Truth {
    switch decision {
    case .pass, .watch: .yes
    case .warning, .fail, .waived, .waiverExpired: .no
    case .noData, .indeterminate: .unknown(decision)
    case .notApplicable: .none
    }
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    let states = members.compactMap { member -> (String, Decision)? in
      switch member {
      case .gate(let mention): evidence.decided[mention.id].map { (mention.id, $0.decision) }
      case .condition(let metric): (metric.metric, metric.decide(gate, evidence, seen: nil).decision)
      }
    }
    var (yes, no): ([String], [String]) = ([], [])
    var unknown: [(id: String, decision: Decision)] = []
    for (id, decision) in states {
      switch truth(decision) {
      case .yes: yes.append(id)
      case .no: no.append(id)
      case .unknown(let decision): unknown.append((id, decision))
      case .none: continue
      }
    }
    func decided(_ decision: Decision, _ reason: String) -> GateDecision {
      GateDecision(gate: gate, decision: decision, reason: reason)
    }
    /// The weightier of the unknown states: no data before indeterminate.
    func undecided() -> GateDecision {
      let ids = unknown.map(\.id).joined(separator: ", ")
      let isMissing = unknown.contains { $0.decision == .noData }
      return decided(isMissing ? .noData : .indeterminate, "undecided by \(ids)")
    }
    if yes.isEmpty, no.isEmpty, unknown.isEmpty { return decided(.notApplicable, "none of its gates applies") }
    switch operation {
    case .all:
      if !no.isEmpty { return decided(.fail, "does not hold: \(no.joined(separator: ", "))") }
      return unknown.isEmpty ? decided(.pass, "all hold: \(yes.joined(separator: ", "))") : undecided()
    case .any:
      if !yes.isEmpty { return decided(.pass, "holds: \(yes.joined(separator: ", "))") }
      return unknown.isEmpty ? decided(.fail, "none holds: \(no.joined(separator: ", "))") : undecided()
    case .not:
      if !unknown.isEmpty { return undecided() }
      return no.isEmpty
        ? decided(.fail, "holds, and should not: \(yes.joined(separator: ", "))")
        : decided(.pass, "does not hold: \(no.joined(separator: ", "))")
    }
  }
}
