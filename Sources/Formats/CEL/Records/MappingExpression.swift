package import Rows

/// An expression over a record as an export has it: a map of its members, named `record`.
package struct MappingExpression: Sendable {
  /// The members of the record that the expression names, in the order of their first mention; nil if it may read any.
  package let members: [String]?
  private let program: CELProgram

  private static let name = "record"

  package init(_ text: String) throws(CELErrors) {
    program = try CELProgram(
      text, CELEnvironment(variables: [.init(MappingExpression.name, .dyn)]), refusesFaults: true)
    guard let expression = try? Parser.parse(text) else {
      members = nil
      return
    }
    var use = MemberUse()
    use.visit(expression)
    members = use.readsAny ? nil : use.names
  }

  /// The value for a record.
  package func value(_ record: CELValue) throws(CELError) -> CELValue {
    try program.evaluate([MappingExpression.name: record])
  }

  /// Which members of `record` an expression names.
  private struct MemberUse {
    var names: [String] = []
    var readsAny = false

    mutating func visit(_ expression: Expression) {
      if let member = member(expression) {
        if !names.contains(where: { $0.hasSameBytes(as: member) }) { names.append(member) }
        return
      }
      if case .name(MappingExpression.name, _) = expression.form { readsAny = true }
      for child in expression.form.children { visit(child) }
    }

    private func member(_ expression: Expression) -> String? {
      switch expression.form {
      case .select(let operand, let field, _), .presence(let operand, let field):
        return isRecord(operand) ? field : nil
      case .index(let operand, let index, _):
        guard isRecord(operand), case .literal(.string(let name)) = index.form else { return nil }
        return name
      default: return nil
      }
    }

    private func isRecord(_ expression: Expression) -> Bool {
      if case .name(MappingExpression.name, _) = expression.form { true } else { false }
    }
  }
}

extension CELValue {
  /// The point in time that a timestamp is; nil for other values.
  package var instant: Instant? {
    guard case .timestamp(let time) = self else { return nil }
    let (microseconds, overflow) = time.seconds.multipliedReportingOverflow(by: Instant.perSecond)
    return overflow ? nil : Instant(microseconds: microseconds + Int64(time.nanoseconds) / 1000)
  }
}
