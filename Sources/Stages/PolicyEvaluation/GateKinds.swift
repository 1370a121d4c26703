import AuditModel
import Rows
import YAML

/// A kind of gate: the key that names it, and how a gate of the kind is read.
struct GateKind: Sendable {
  /// The key whose presence says that a gate is of this kind.
  let key: String
  /// Reads what the kind needs; nil if something is wrong, which has been reported.
  let read: @Sendable (_ gate: YAMLMapping, _ context: ReadingContext) -> (any GateTest)?
}

/// Every kind of gate; another is one file and one line here.
enum GateKinds {
  static let all = [MetricGate.gateKind, RecordsGate.gateKind]
}

/// What a gate asks, ready to be evaluated.
protocol GateTest: Sendable {
  /// The dataset whose records the gate wants to see, if any.
  var dataset: String? { get }

  /// The fold that sees those records; nil for a gate without a dataset.
  func fold(_ tables: [String: Table]) -> RecordsFold?

  /// What the gate comes to.
  func decide(_ gate: Gate, _ evidence: Evidence, seen: RecordsFold?) -> GateDecision
}
