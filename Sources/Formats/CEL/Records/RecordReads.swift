import Rows

/// A field of a joined record that an expression names.
package struct JoinedField: Hashable, Sendable {
  /// The join's place among those of the environment.
  package let join: Int
  package let alias: String
  package let field: String

  /// As the expression has it: `change.author`.
  package var name: String { "\(alias).\(field)" }
}

/// A text that an expression compares a field of the record with.
package struct ComparedText: Hashable, Sendable {
  package let column: Int
  package let text: String
  /// Where the text stands in the expression.
  package let offset: Int
}

extension Scope {
  /// The fields of joined records that an expression names, each once, in the order of their first mention.
  func joinedFields(of expression: Expression) -> [JoinedField] {
    var found: [JoinedField] = []
    visit(expression) { part in
      if let field = joinedField(part), !found.contains(field) { found.append(field) }
    }
    return found
  }

  private func joinedField(_ part: Expression) -> JoinedField? {
    var path = part.qualifiedName
    if case .presence(let operand, let field) = part.form { path = operand.qualifiedName.map { $0 + [field] } }
    guard let path, path.count > 1, let match = match(path, rooted: part.isRooted),
      case .joined(let join) = match.binding.source, path.count > match.parts
    else { return nil }
    return JoinedField(join: join, alias: path[match.parts - 1], field: path[match.parts])
  }

  /// The literals that fields are compared with by `==`, `!=` and `in`.
  func comparedTexts(of expression: Expression) -> [ComparedText] {
    var found: [ComparedText] = []
    visit(expression) { part in
      guard case .binary(let operation, let left, let right) = part.form else { return }
      switch operation {
      case .equal, .notEqual: found += compared(left, right) + compared(right, left)
      case .contained:
        if case .list(let elements) = right.form { for element in elements { found += compared(left, element.value) } }
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract, .multiply, .divide, .remainder: return
      }
    }
    return found
  }

  private func compared(_ side: Expression, _ other: Expression) -> [ComparedText] {
    guard let field = field(side), field.type == .text, case .literal(.string(let text)) = other.form else { return [] }
    return [ComparedText(column: field.column, text: text, offset: other.offset)]
  }

  /// Every part of an expression, outermost first; what a chain of names stands for is one part.
  private func visit(_ expression: Expression, _ body: (Expression) -> Void) {
    body(expression)
    if joinedField(expression) != nil { return }
    for child in expression.form.children { visit(child, body) }
  }
}
