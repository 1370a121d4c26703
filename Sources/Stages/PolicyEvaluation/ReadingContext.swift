import AuditModel
import CEL
import Rows

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

  func kind(named name: String) -> DatasetKind? { policy.kinds.first { $0.name == name } }

  /// `period.start` and `period.end` (the first instant after it), `as_of` (24:00 of the as-of date), `limits`.
  var constants: [CELEnvironment.Constant] {
    let period = CELMap([
      ("start", .timestamp(CELTimestamp(policy.bounds.start))), ("end", .timestamp(CELTimestamp(policy.bounds.end))),
    ])
    return [
      .init("period", .map(period)), .init("as_of", .timestamp(CELTimestamp(policy.judgedAt))),
      .init("limits", .map(CELMap(limits))),
    ]
  }

  func environment(_ kind: DatasetKind, _ joins: [Join]) -> RecordEnvironment {
    RecordEnvironment(schema: kind.schema, joins: joins.map(\.declaration), constants: constants)
  }

  /// Compiles a condition, whose text literals join those of all the others.
  func predicate(_ text: String, _ environment: RecordEnvironment) throws(CELErrors) -> RecordPredicate {
    try RecordPredicate(text, environment, literals: &literals)
  }
}
