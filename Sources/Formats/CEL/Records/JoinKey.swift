/// The condition that finds a joined record: `record.change == change.id`.
package struct JoinKey: Sendable {
  /// Computes the key for a record.
  package let key: RecordExpression
  /// The field of the joined record that equals the key.
  package let field: String

  /// Reads an equality of which one side is a field of the alias and the other uses only the record.
  package init(_ text: String, _ join: CELJoin, _ environment: RecordEnvironment) throws(CELErrors) {
    let both = RecordEnvironment(
      schema: environment.schema, joins: [join], constants: environment.constants, functions: environment.functions,
      zones: environment.zones)
    let checked = try RecordExpression.checked(text, both)
    guard case .binary(.equal, let left, let right) = checked.expression.form else {
      throw JoinKey.refusal(join, checked.expression.offset)
    }
    for (side, other) in [(left, right), (right, left)] {
      guard let path = side.qualifiedName, path.count == 2, path[0] == join.alias, !other.uses(join.alias) else {
        continue
      }
      field = path[1]
      var checker = Checker(checked.scope)
      key = RecordExpression(
        RecordExpression.Checked(expression: other, scope: checked.scope, type: checker.type(of: other)), both)
      return
    }
    throw JoinKey.refusal(join, checked.expression.offset)
  }

  private static func refusal(_ join: CELJoin, _ offset: Int) -> CELErrors {
    CELErrors([
      CELError(
        "a join needs an equality between the record and a field of '\(join.alias)'", at: offset,
        hint: "write record.key == \(join.alias).id")
    ])
  }
}

extension Expression {
  /// Whether a name occurs anywhere in the expression.
  fileprivate func uses(_ name: String) -> Bool {
    if case .name(name, _) = form { return true }
    return form.children.contains { $0.uses(name) }
  }
}
