import AuditModel
import CEL
import Diagnostics
import Rows
import YAML

/// What the gates of one policy are read against; it gathers the literals of their expressions.
final class ReadingContext {
  let policy: PolicyContext
  /// The policy's own constants, by name.
  let limits: [(String, CELValue)]
  private(set) var literals: [String]

  init(policy: PolicyContext, limits: [(String, CELValue)], literals: [String]) {
    self.policy = policy
    self.limits = limits
    self.literals = literals
  }

  /// The dataset that a key names; an unknown one is reported.
  func kind(_ key: String, in map: YAMLMapping) -> DatasetKind? {
    guard let name = map.string(key) else { return nil }
    if let kind = kind(named: name) { return kind }
    let unknown = unknownDataset(name)
    map.error(unknown.message, atKey: key, hint: unknown.hint)
    return nil
  }

  func unknownDataset(_ name: String) -> UnknownDataset {
    UnknownDataset(name, kinds: policy.kinds.map(\.name), sources: policy.sources)
  }

  func kind(named name: String) -> DatasetKind? { policy.kinds.first { $0.name == name } }

  /// The host's constants and the policy's own `limits`.
  var constants: [CELEnvironment.Constant] { policy.constants + [.init("limits", .map(CELMap(limits)))] }

  func environment(_ kind: DatasetKind, _ joins: [Join]) -> RecordEnvironment {
    RecordEnvironment(
      schema: kind.schema, joins: joins.map(\.declaration), constants: constants, functions: policy.functions,
      zones: policy.zones)
  }

  /// Compiles a condition, whose text literals join those of all the others.
  func predicate(_ text: String, _ environment: RecordEnvironment) throws(CELErrors) -> RecordPredicate {
    try RecordPredicate(text, environment, literals: &literals)
  }
}
