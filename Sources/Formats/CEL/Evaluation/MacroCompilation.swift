/// Macros and bindings: what gives a variable its slot.
extension Compiler {
  private mutating func withLocals<T>(_ names: [String], _ body: (inout Compiler, _ first: Int) -> T) -> T {
    let first = locals.count
    locals += names
    slots = max(slots, locals.count)
    defer { locals.removeLast(names.count) }
    return body(&self, first)
  }

  mutating func bind(_ name: String, _ value: Expression, _ body: Expression) -> Part {
    let bound = part(value).step
    return withLocals([name]) { compiler, slot in
      let inner = compiler.part(body).step
      return Part(
        step: { evaluation throws(CELError) in
          evaluation.locals[slot] = try bound(&evaluation)
          return try inner(&evaluation)
        }, isConstant: false)
    }
  }

  mutating func optionalMap(
    _ operand: Expression, _ name: String, _ body: Expression, _ flat: Bool, _ offset: Int
  ) -> Part {
    let source = part(operand).step
    return withLocals([name]) { compiler, slot in
      let inner = compiler.part(body).step
      return Part(
        step: { evaluation throws(CELError) in
          let value = try source(&evaluation)
          guard case .optional(let held) = value else {
            throw CELError.noOverload(flat ? "optFlatMap" : "optMap", [value]).located(at: offset)
          }
          guard let held else { return value }
          evaluation.locals[slot] = held
          let result = try inner(&evaluation)
          if case .optional = result, flat { return result }
          return .optional(result)
        }, isConstant: false)
    }
  }

  mutating func comprehension(_ macro: Comprehension, _ offset: Int) -> Part {
    let range = part(macro.range).step
    return withLocals(macro.variables) { compiler, slot in
      let loop = Loop(
        kind: macro.kind, range: range, slot: slot, hasTwoVariables: macro.variables.count == 2,
        filter: macro.filter.map { compiler.part($0).step }, body: compiler.part(macro.body).step, offset: offset)
      return Part(step: { evaluation throws(CELError) in try loop.run(&evaluation) }, isConstant: false)
    }
  }
}
