/// Names and chains of names: where their values come from.
extension Compiler {
  mutating func named(_ expression: Expression) -> Part? {
    guard let path = expression.qualifiedName else { return nil }
    let offset = expression.offset
    if !expression.isRooted, let slot = locals.lastIndex(of: path[0]) {
      return selections(
        path.dropFirst(), of: Part(step: { evaluation throws(CELError) in evaluation.locals[slot] }, isConstant: false),
        offset)
    }
    guard let match = scope.match(path, rooted: expression.isRooted) else { return nil }
    var fields = path.dropFirst(match.parts)
    let base: Part
    switch match.binding.source {
    case .variable(let index):
      let name = path.prefix(match.parts).joined(separator: ".")
      base = Part(
        step: { evaluation throws(CELError) in
          guard let value = evaluation.variables[index] else { throw CELError("'\(name)' has no value", at: offset) }
          return value
        }, isConstant: false)
    case .constant(let value): base = Part(step: { _ throws(CELError) in value }, isConstant: true)
    case .field(let column, _): base = field(column)
    case .record:
      if let name = fields.first, let column = scope.column(name) {
        fields = fields.dropFirst()
        base = field(column)
      } else {
        base = Part(step: { evaluation throws(CELError) in try RecordSource.value(in: &evaluation) }, isConstant: false)
      }
    case .joined(let alias):
      if let name = fields.first {
        fields = fields.dropFirst()
        base = Part(
          step: { evaluation throws(CELError) in
            try RecordSource.field(name, ofJoined: alias, in: &evaluation, at: offset)
          }, isConstant: false)
      } else {
        base = Part(
          step: { evaluation throws(CELError) in try RecordSource.value(ofJoined: alias, in: &evaluation) },
          isConstant: false)
      }
    }
    return selections(fields, of: base, offset)
  }

  private func field(_ column: Int) -> Part {
    Part(step: { evaluation throws(CELError) in try RecordSource.field(column, in: &evaluation) }, isConstant: false)
  }

  private func selections(_ fields: ArraySlice<String>, of base: Part, _ offset: Int) -> Part {
    fields.reduce(base) { base, field in
      let step = base.step
      return Part(
        step: { evaluation throws(CELError) in try Selection.field(field, of: try step(&evaluation), at: offset) },
        isConstant: base.isConstant)
    }
  }

  func unknownName(_ expression: Expression) -> Part {
    let name = expression.qualifiedName?.joined(separator: ".") ?? ""
    let error = CELError("unknown name '\(name)'", at: expression.offset)
    return Part(step: { _ throws(CELError) in throw error }, isConstant: false)
  }
}
