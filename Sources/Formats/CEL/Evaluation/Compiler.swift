/// Turns a checked expression into closures, names resolved to slots and constant parts computed.
struct Compiler {
  typealias Step = @Sendable (inout CELEvaluation) throws(CELError) -> CELValue

  let scope: Scope
  /// The variables of macros and bindings in scope; a variable's slot is its place here.
  private var locals: [String] = []
  /// The most variables that are in scope anywhere.
  private(set) var slots = 0

  init(_ scope: Scope) { self.scope = scope }

  /// A compiled part; `isConstant` if it needs neither variables nor a record.
  private struct Part {
    let step: Step
    let isConstant: Bool
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

  private mutating func part(_ expression: Expression) -> Part {
    let compiled = uncomputed(expression)
    if case .literal = expression.form { return compiled }
    guard compiled.isConstant, locals.isEmpty else { return compiled }
    var evaluation = CELEvaluation(slots: slots, zones: scope.zones)
    guard let value = try? compiled.step(&evaluation) else { return compiled }
    return Part(step: { _ throws(CELError) in value }, isConstant: true)
  }

  private mutating func parts(_ expressions: [Expression]) -> (steps: [Step], isConstant: Bool) {
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

  // MARK: Shapes

  private mutating func map(
    _ operand: Expression, _ body: @escaping @Sendable (CELValue) throws(CELError) -> CELValue
  ) -> Part {
    let inner = part(operand)
    let step = inner.step
    return Part(
      step: { evaluation throws(CELError) in try body(try step(&evaluation)) }, isConstant: inner.isConstant)
  }

  private mutating func map(
    _ left: Expression, _ right: Expression,
    _ body: @escaping @Sendable (CELValue, CELValue) throws(CELError) -> CELValue
  ) -> Part {
    let (a, b) = (part(left), part(right))
    let (first, second) = (a.step, b.step)
    return Part(
      step: { evaluation throws(CELError) in try body(try first(&evaluation), try second(&evaluation)) },
      isConstant: a.isConstant && b.isConstant)
  }

  // MARK: Names

  private mutating func named(_ expression: Expression) -> Part? {
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

  private func unknownName(_ expression: Expression) -> Part {
    let name = expression.qualifiedName?.joined(separator: ".") ?? ""
    let error = CELError("unknown name '\(name)'", at: expression.offset)
    return Part(step: { _ throws(CELError) in throw error }, isConstant: false)
  }

  // MARK: Calls

  private mutating func call(_ name: String, _ arguments: [Expression], _ offset: Int) -> Part {
    let function = scope.function(name)
    return dispatched(
      function ?? name, function.map { scope.functions.overloads($0, .function) } ?? [], parts(arguments), offset)
  }

  private mutating func method(_ target: Expression, _ name: String, _ arguments: [Expression], _ offset: Int) -> Part {
    if let function = scope.namespaced(target, name) {
      return dispatched(function, scope.functions.overloads(function, .function), parts(arguments), offset)
    }
    if arguments.count == 1, name == "or" || name == "orValue" {
      return alternative(target, arguments[0], isValue: name == "orValue", offset)
    }
    if name == "matches", arguments.count == 1, let pattern = constantPattern(arguments[0]) {
      return map(target) { value throws(CELError) in try pattern.matches(value, at: offset) }
    }
    return dispatched(name, scope.functions.overloads(name, .method), parts([target] + arguments), offset)
  }

  /// The compiled pattern of an argument that is known now and is a right one; others are compiled when they are met.
  private mutating func constantPattern(_ argument: Expression) -> Pattern? {
    guard case .string(let text)? = constant(argument) else { return nil }
    return try? Pattern(text)
  }

  private func dispatched(
    _ name: String, _ overloads: [CELOverload], _ arguments: (steps: [Step], isConstant: Bool), _ offset: Int
  ) -> Part {
    let steps = arguments.steps
    let fitting = overloads.filter { $0.takes(count: steps.count) }
    return Part(
      step: { evaluation throws(CELError) in
        var values: [CELValue] = []
        values.reserveCapacity(steps.count)
        for step in steps { values.append(try step(&evaluation)) }
        do throws(CELError) {
          for overload in fitting where overload.accepts(values) {
            try evaluation.charge(for: values)
            return try evaluation.bounded(try overload.body(CELArguments(values), &evaluation))
          }
          throw CELError.noOverload(name, values)
        } catch { throw error.located(at: offset) }
      }, isConstant: arguments.isConstant)
  }

  /// `optional.or(optional)` and `optional.orValue(value)`, whose argument is computed only if it is needed.
  private mutating func alternative(_ target: Expression, _ other: Expression, isValue: Bool, _ offset: Int) -> Part {
    let (a, b) = (part(target), part(other))
    let (first, second) = (a.step, b.step)
    return Part(
      step: { evaluation throws(CELError) in
        let value = try first(&evaluation)
        guard case .optional(let inner) = value else {
          throw CELError.noOverload(isValue ? "orValue" : "or", [value]).located(at: offset)
        }
        if let inner { return isValue ? inner : value }
        let alternative = try second(&evaluation)
        if case .optional = alternative { return alternative }
        if isValue { return alternative }
        throw CELError.noOverload("or", [value, alternative]).located(at: offset)
      }, isConstant: a.isConstant && b.isConstant)
  }

  // MARK: Operators

  private mutating func unary(_ operation: UnaryOperator, _ operand: Expression, _ offset: Int) -> Part {
    switch operation {
    case .not:
      return map(operand) { value throws(CELError) in
        guard case .bool(let truth) = value else { throw CELError.noOverload("!", [value]).located(at: offset) }
        return .bool(!truth)
      }
    case .negate:
      return map(operand) { value throws(CELError) in
        do throws(CELError) { return try Arithmetic.negated(value) } catch { throw error.located(at: offset) }
      }
    }
  }

  private mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ offset: Int
  ) -> Part {
    let (a, b) = (part(left), part(right))
    let (first, second) = (a.step, b.step)
    let isConstant = a.isConstant && b.isConstant
    switch operation {
    case .add, .subtract, .multiply, .divide, .remainder:
      return Part(
        step: { evaluation throws(CELError) in
          let (a, b) = (try first(&evaluation), try second(&evaluation))
          do throws(CELError) {
            let value = try Arithmetic.value(operation, a, b)
            return value.isSmall ? value : try evaluation.bounded(value)
          } catch { throw error.located(at: offset) }
        }, isConstant: isConstant)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained:
      return Part(
        step: { evaluation throws(CELError) in
          let (a, b) = (try first(&evaluation), try second(&evaluation))
          do throws(CELError) {
            if !a.isSmall || !b.isSmall { try evaluation.charge(a.weight.addingSaturating(b.weight) / 16) }
            return .bool(try Arithmetic.comparison(operation, a, b))
          } catch { throw error.located(at: offset) }
        }, isConstant: isConstant)
    }
  }

  /// `&&` (decided by false) and `||` (decided by true): an error counts only if no term decides.
  private mutating func logical(_ terms: [Expression], decidedBy decisive: Bool, _ name: String) -> Part {
    let compiled = parts(terms)
    let steps = Array(zip(compiled.steps, terms.map(\.offset)))
    return Part(
      step: { evaluation throws(CELError) in
        var failure: CELError?
        for (step, offset) in steps {
          do throws(CELError) {
            let value = try step(&evaluation)
            guard case .bool(let truth) = value else { throw CELError.noOverload(name, [value]).located(at: offset) }
            if truth == decisive { return .bool(decisive) }
          } catch {
            if evaluation.isExhausted { throw error }
            failure = failure ?? error
          }
        }
        if let failure { throw failure }
        return .bool(!decisive)
      }, isConstant: compiled.isConstant)
  }

  private mutating func conditional(_ test: Expression, _ yes: Expression, _ no: Expression) -> Part {
    let (t, y, n) = (part(test), part(yes), part(no))
    let (condition, first, second, offset) = (t.step, y.step, n.step, test.offset)
    return Part(
      step: { evaluation throws(CELError) in
        let value = try condition(&evaluation)
        guard case .bool(let truth) = value else { throw CELError.noOverload("?:", [value]).located(at: offset) }
        return truth ? try first(&evaluation) : try second(&evaluation)
      }, isConstant: t.isConstant && y.isConstant && n.isConstant)
  }

  // MARK: Aggregates

  private mutating func list(_ elements: [Expression.Element]) -> Part {
    let compiled = parts(elements.map(\.value))
    let steps = Array(zip(compiled.steps, elements))
    return Part(
      step: { evaluation throws(CELError) in
        var values: [CELValue] = []
        values.reserveCapacity(steps.count)
        for (step, element) in steps {
          let value = try step(&evaluation)
          if let kept = try Selection.given(value, optional: element.optional, at: element.value.offset) {
            values.append(kept)
          }
        }
        return try evaluation.bounded(.list(values))
      }, isConstant: compiled.isConstant)
  }

  private mutating func map(_ entries: [Expression.Entry]) -> Part {
    let keys = parts(entries.map(\.key))
    let values = parts(entries.map(\.value))
    let steps = entries.indices.map { (key: keys.steps[$0], value: values.steps[$0], entry: entries[$0]) }
    return Part(
      step: { evaluation throws(CELError) in
        var map = CELMap()
        for (keyStep, valueStep, entry) in steps {
          let key = try keyStep(&evaluation)
          let value = try valueStep(&evaluation)
          guard let kept = try Selection.given(value, optional: entry.optional, at: entry.value.offset) else {
            continue
          }
          try Selection.insert(key, kept, into: &map, at: entry.key.offset)
        }
        return try evaluation.bounded(.map(map))
      }, isConstant: keys.isConstant && values.isConstant)
  }

  // MARK: Variables of macros

  private mutating func withLocals<T>(_ names: [String], _ body: (inout Compiler, _ first: Int) -> T) -> T {
    let first = locals.count
    locals += names
    slots = max(slots, locals.count)
    defer { locals.removeLast(names.count) }
    return body(&self, first)
  }

  private mutating func bind(_ name: String, _ value: Expression, _ body: Expression) -> Part {
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

  private mutating func optionalMap(
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

  private mutating func comprehension(_ macro: Comprehension, _ offset: Int) -> Part {
    let range = part(macro.range).step
    return withLocals(macro.variables) { compiler, slot in
      let loop = Loop(
        kind: macro.kind, range: range, slot: slot, hasTwoVariables: macro.variables.count == 2,
        filter: macro.filter.map { compiler.part($0).step }, body: compiler.part(macro.body).step, offset: offset)
      return Part(step: { evaluation throws(CELError) in try loop.run(&evaluation) }, isConstant: false)
    }
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
