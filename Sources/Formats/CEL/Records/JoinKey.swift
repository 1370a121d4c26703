package import Rows

/// The condition that finds a joined record: `record.change == change.id`, or of values that are computed on both sides,
/// `record.actor.lowerAscii() == person.email.lowerAscii()`.
package struct JoinKey: Sendable {
  /// Computes the key for a record.
  package let key: RecordExpression
  /// Computes what equals it for a joined record, which is the expression's only join.
  private let joinedKey: RecordExpression
  /// The side of the joined record as the condition has it: `email`, or `person.email.lowerAscii()`.
  package let wanted: String
  /// The field of the joined record that equals the key, if it is no more than one.
  package let field: String?

  /// Reads an equality of which one side uses only the joined record and the other only the record.
  package init(_ text: String, _ join: CELJoin, _ environment: RecordEnvironment) throws(CELErrors) {
    let both = RecordEnvironment(
      schema: environment.schema, joins: [join], constants: environment.constants, functions: environment.functions,
      zones: environment.zones)
    let checked = try RecordExpression.checked(text, both)
    guard case .binary(.equal, let left, let right) = checked.expression.form,
      let (joined, own) = JoinKey.sides(left, right, of: join, checked.scope)
    else { throw JoinKey.refusal(join, checked.expression.offset) }
    func compiled(_ side: Expression) -> RecordExpression {
      var checker = Checker(checked.scope)
      return RecordExpression(
        RecordExpression.Checked(expression: side, scope: checked.scope, type: checker.type(of: side)), both)
    }
    key = compiled(own)
    joinedKey = compiled(joined)
    field = joined.qualifiedName.flatMap { $0.count == 2 ? $0[1] : nil }
    wanted = field ?? JoinKey.written(joined, left, in: text)
  }

  /// The value that the key of a record has to equal.
  package func value(of row: Table.Row) throws(CELError) -> CELValue {
    try joinedKey.value(Batch(columns: 0), 0, Symbols(), joined: [.found(row)])
  }

  private static func sides(
    _ left: Expression, _ right: Expression, of join: CELJoin, _ scope: Scope
  ) -> (joined: Expression, own: Expression)? {
    func isOfJoined(_ side: Expression) -> Bool {
      side.uses(join.alias) && !side.uses("record") && scope.columns(of: side).isEmpty
    }
    if isOfJoined(left), !right.uses(join.alias) { return (left, right) }
    return isOfJoined(right) && !left.uses(join.alias) ? (right, left) : nil
  }

  /// The side of an equality as it is written.
  private static func written(_ side: Expression, _ left: Expression, in text: String) -> String {
    let sides = text.components(around: "==")
    return side.offset == left.offset ? sides.0 : sides.1
  }

  private static func refusal(_ join: CELJoin, _ offset: Int) -> CELErrors {
    CELErrors([
      CELError(
        "a join needs an equality between the record and a field of '\(join.alias)'", at: offset,
        hint: "write record.key == \(join.alias).id")
    ])
  }
}

extension String {
  /// What stands before and behind the first occurrence of a mark, without spaces at the ends.
  fileprivate func components(around mark: String) -> (String, String) {
    func trimmed(_ text: Substring) -> String {
      String(String(text.drop { $0 == " " }.reversed().drop { $0 == " " }).reversed())
    }
    guard let range = firstRange(of: mark) else { return (self, self) }
    return (trimmed(self[..<range.lowerBound]), trimmed(self[range.upperBound...]))
  }
}

extension Expression {
  /// Whether a name occurs anywhere in the expression.
  fileprivate func uses(_ name: String) -> Bool {
    if case .name(name, _) = form { return true }
    return form.children.contains { $0.uses(name) }
  }
}
