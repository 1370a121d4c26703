/// Turns a checked expression into closures, names resolved to slots and constant parts computed.
struct Compiler {
  /// A compiled part: computes its value in a run of the expression.
  ///
  /// A struct, because a closure by itself is wrapped anew each time it passes through an array.
  struct Step: Sendable {
    private let run: @Sendable (inout CELEvaluation) throws(CELError) -> CELValue

    init(_ run: @escaping @Sendable (inout CELEvaluation) throws(CELError) -> CELValue) { self.run = run }

    func callAsFunction(_ evaluation: inout CELEvaluation) throws(CELError) -> CELValue { try run(&evaluation) }
  }

  let scope: Scope
  /// The variables of macros and bindings in scope; a variable's slot is its place here.
  var locals: [String] = []
  /// The most variables that are in scope anywhere.
  var slots = 0
  /// Why constant parts have no value, the innermost of each, in the order in which they were compiled.
  var faults: [CELError] = []

  init(_ scope: Scope) { self.scope = scope }

  /// A step; `isConstant` if it needs neither variables nor a record.
  struct Part {
    let step: Step
    let isConstant: Bool

    init(step: @escaping @Sendable (inout CELEvaluation) throws(CELError) -> CELValue, isConstant: Bool) {
      self.step = Step(step)
      self.isConstant = isConstant
    }
  }

  /// The closure that computes an expression.
  mutating func compile(_ expression: Expression) -> Step { part(expression).step }

  /// The value of an expression that needs neither variables nor a record, or nil if it needs them or ends in an error.
  mutating func constant(_ expression: Expression) -> CELValue? {
    let part = part(expression)
    guard part.isConstant else { return nil }
    var evaluation = CELEvaluation(slots: slots, zones: scope.zones)
    return try? part.step(&evaluation)
  }

  mutating func part(_ expression: Expression) -> Part {
    let faultsBefore = faults.count
    let compiled = uncomputed(expression)
    if case .literal = expression.form { return compiled }
    guard compiled.isConstant else { return compiled }
    var evaluation = CELEvaluation(slots: slots, zones: scope.zones)
    do throws(CELError) {
      let value = try compiled.step(&evaluation)
      return Part(step: { _ throws(CELError) in value }, isConstant: true)
    } catch {
      if faults.count == faultsBefore { faults.append(error.located(at: expression.offset)) }
      return compiled
    }
  }

  /// What can be told to go wrong before any record is seen: constant parts that have no value.
  static func faults(in expression: Expression, _ scope: Scope) -> [CELError] {
    var compiler = Compiler(scope)
    _ = compiler.compile(expression)
    let ordered = compiler.faults.sorted { ($0.offset ?? 0) < ($1.offset ?? 0) }
    return ordered.enumerated().filter { $0 == 0 || $1 != ordered[$0 - 1] }.map(\.element)
  }

  mutating func parts(_ expressions: [Expression]) -> (steps: [Step], isConstant: Bool) {
    let parts = expressions.map { part($0) }
    return (parts.map(\.step), parts.allSatisfy(\.isConstant))
  }

  private mutating func uncomputed(_ expression: Expression) -> Part {
    let offset = expression.offset
    switch expression.form {
    case .literal(let value): return Part(step: { _ throws(CELError) in value }, isConstant: true)
    case .name, .select(_, _, optional: false):
      if let named = named(expression) { return named }
      guard case .select(let operand, let field, _) = expression.form else { return unknownName(expression) }
      return map(operand) { value throws(CELError) in try Selection.field(field, of: value, at: offset) }
    case .select(let operand, let field, optional: true):
      return map(operand) { value throws(CELError) in try Selection.optional(.string(field), of: value, at: offset) }
    case .presence(let operand, let field):
      return map(operand) { value throws(CELError) in .bool(try Selection.has(field, value, at: offset)) }
    case .index(let operand, let index, let optional):
      return map(operand, index) { value, key throws(CELError) in
        optional
          ? try Selection.optional(key, of: value, at: offset) : try Selection.element(key, of: value, at: offset)
      }
    case .call(let name, let arguments): return call(name, arguments, offset)
    case .method(let target, let name, let arguments): return method(target, name, arguments, offset)
    case .unary(let operation, let operand): return unary(operation, operand, offset)
    case .binary(let operation, let left, let right): return binary(operation, left, right, offset)
    case .and(let terms): return logical(terms, decidedBy: false, "&&")
    case .or(let terms): return logical(terms, decidedBy: true, "||")
    case .conditional(let test, let yes, let no): return conditional(test, yes, no)
    case .list(let elements): return list(elements)
    case .map(let entries): return map(entries)
    case .comprehension(let macro): return comprehension(macro, offset)
    case .bind(let name, let value, let body): return bind(name, value, body)
    case .optionalMap(let operand, let name, let body, let flat): return optionalMap(operand, name, body, flat, offset)
    }
  }

  mutating func map(
    _ operand: Expression, _ body: @escaping @Sendable (CELValue) throws(CELError) -> CELValue
  ) -> Part {
    let inner = part(operand)
    let step = inner.step
    return Part(
      step: { evaluation throws(CELError) in try body(try step(&evaluation)) }, isConstant: inner.isConstant)
  }

  mutating func map(
    _ left: Expression, _ right: Expression,
    _ body: @escaping @Sendable (CELValue, CELValue) throws(CELError) -> CELValue
  ) -> Part {
    let (a, b) = (part(left), part(right))
    let (first, second) = (a.step, b.step)
    return Part(
      step: { evaluation throws(CELError) in try body(try first(&evaluation), try second(&evaluation)) },
      isConstant: a.isConstant && b.isConstant)
  }
}

extension CELValue {
  /// Whether handling the value costs next to nothing.
  var isSmall: Bool {
    switch self {
    case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type, .ip, .cidr: true
    case .string(let text): text.utf8.count < 64
    case .bytes, .list, .map, .optional: false
    }
  }
}
