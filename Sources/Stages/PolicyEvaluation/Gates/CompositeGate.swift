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

  /// What the members come to: the names of those that hold, of those that do not, and of those that nobody knows.
  private struct Count {
    var yes: [String] = []
    var no: [String] = []
    var unknown: [String] = []
    /// Whether one of them has no data, which weighs more than being indeterminate.
    var isMissing = false

    mutating func add(_ name: String, _ decision: Decision) {
      switch decision {
      case .pass, .watch: yes.append(name)
      case .warning, .fail, .waived, .waiverExpired: no.append(name)
      case .noData, .indeterminate:
        unknown.append(name)
        isMissing = isMissing || decision == .noData
      case .notApplicable: break
      }
    }

    var undecided: (Decision, String) {
      (isMissing ? .noData : .indeterminate, "undecided by \(unknown.joined(separator: ", "))")
    }
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    var count = Count()
    for member in members {
      switch member {
      case .gate(let mention):
        if let decided = evidence.decided[mention.id] { count.add(mention.id, decided.decision) }
      case .condition(let metric): count.add(metric.metric, metric.decide(gate, evidence, seen: nil).decision)
      }
    }
    let (decision, reason) = verdict(count)
    return GateDecision(gate: gate, decision: decision, reason: reason)
  }

  private func verdict(_ count: Count) -> (Decision, String) {
    let (yes, no) = (count.yes.joined(separator: ", "), count.no.joined(separator: ", "))
    if count.yes.isEmpty, count.no.isEmpty, count.unknown.isEmpty {
      return (.notApplicable, "none of its gates applies")
    }
    switch operation {
    case .all:
      if !no.isEmpty { return (.fail, "does not hold: \(no)") }
      return count.unknown.isEmpty ? (.pass, "all hold: \(yes)") : count.undecided
    case .any:
      if !yes.isEmpty { return (.pass, "holds: \(yes)") }
      return count.unknown.isEmpty ? (.fail, "none holds: \(no)") : count.undecided
    case .not:
      if !count.unknown.isEmpty { return count.undecided }
      return no.isEmpty ? (.fail, "holds, and should not: \(yes)") : (.pass, "does not hold: \(no)")
    }
  }
}
