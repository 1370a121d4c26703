import AuditModel
import Diagnostics
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
  static let all = [
    MetricGate.gateKind, RecordsGate.gateKind, SequenceGate.gateKind, CadenceGate.gateKind, TrendGate.gateKind,
    AlertGate.gateKind, EvidenceGate.gateKind, CompositeGate.all, CompositeGate.any, CompositeGate.not,
  ]
}

/// What a gate asks, ready to be evaluated.
protocol GateTest: Sendable {
  /// The dataset whose records the gate wants to see, if any.
  var dataset: String? { get }

  /// Every dataset that the gate stands on: its own, and those that it joins.
  var datasets: [String] { get }

  /// The kind of the gate's own dataset, and the conditions on its records.
  var subject: DatasetKind? { get }
  var conditions: [AttributeTest] { get }

  /// Whether records before the period count too.
  var looksBack: Bool { get }

  /// Whether the gate is decided on the exported series and alerts.
  var readsSeries: Bool { get }

  /// Ids of the gates that this one stands on, with their places for messages.
  var parts: [GateMention] { get }

  /// The fold that sees those records; nil for a gate without a dataset.
  func fold(_ tables: [String: Table]) -> GateFold?

  /// What the gate comes to.
  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision
}

extension GateTest {
  var dataset: String? { nil }
  var datasets: [String] { dataset.map { [$0] } ?? [] }
  var subject: DatasetKind? { nil }
  var conditions: [AttributeTest] { [] }
  var looksBack: Bool { false }
  var readsSeries: Bool { false }
  var parts: [GateMention] { [] }
  func fold(_ tables: [String: Table]) -> GateFold? { nil }
}

/// The id of a gate where another one names it.
struct GateMention: Sendable {
  let id: String
  let place: Location
}
