import Diagnostics

/// Finds what cannot be right in an expression before any value is known: unknown names, fields and functions, and
/// operands of types that never fit.
struct Checker {
  private let scope: Scope
  /// The variables of macros and bindings, innermost last.
  private var locals: [(name: String, type: CELType)] = []
  private(set) var errors: [CELError] = []

  init(_ scope: Scope) { self.scope = scope }

  private mutating func report(_ message: String, at offset: Int, hint: String? = nil) -> CELType {
    errors.append(CELError(message, at: offset, hint: hint))
    return .dyn
  }

  /// The type of a part; what is wrong with it is reported, and its type then unknown.
  mutating func type(of part: Expression) -> CELType {
    switch part.form {
    case .literal(let value): CELType(of: value)
    case .name, .select(_, _, optional: false): nameOrSelection(part)
    case .select(let operand, let field, optional: true): optional(selection(field, of: type(of: operand), part.offset))
    case .presence(let operand, let field): presence(operand, field, part.offset)
    case .index(let operand, let index, let optional): indexed(operand, index, optional, part.offset)
    case .call(let name, let arguments): call(name, arguments, part.offset)
    case .method(let target, let name, let arguments): method(target, name, arguments, part.offset)
    case .unary(let operation, let operand): unary(operation, operand, part.offset)
    case .binary(let operation, let left, let right): binary(operation, left, right, part.offset)
    case .and(let terms), .or(let terms): logical(terms)
    case .conditional(let test, let yes, let no): conditional(test, yes, no)
    case .list(let elements): list(elements)
    case .map(let entries): map(entries)
    case .comprehension(let macro): comprehension(macro)
    case .bind(let name, let value, let body): bound(name, type(of: value), body)
    case .optionalMap(let operand, let name, let body, let flat): optionalMap(operand, name, body, flat)
    }
  }

  private func local(_ name: String) -> CELType? { locals.last { $0.name == name }?.type }

  private mutating func bound(_ name: String, _ type: CELType, _ body: Expression) -> CELType {
    locals.append((name, type))
    defer { locals.removeLast() }
    return self.type(of: body)
  }

  // MARK: Names and fields

  private mutating func nameOrSelection(_ part: Expression) -> CELType {
    if let path = part.qualifiedName {
      if !part.isRooted, let type = local(path[0]) { return selections(path.dropFirst(), of: type, part) }
      if let match = scope.match(path, rooted: part.isRooted) {
        return selections(path.dropFirst(match.parts), of: match.binding.type, part)
      }
    }
    switch part.form {
    case .select(let operand, let field, _): return selection(field, of: type(of: operand), part.offset)
    case .name(let name, _):
      return report("unknown name '\(name)'", at: part.offset, hint: suggestionHint(for: name, in: knownNames))
    default: return .dyn
    }
  }

  private var knownNames: [String] { locals.map(\.name) + scope.names }

  private mutating func selections(_ fields: ArraySlice<String>, of type: CELType, _ part: Expression) -> CELType {
    // The parts of a chain of selections lie one inside the other, the last field outermost.
    var offsets: [Int] = []
    var current = part
    for _ in fields {
      offsets.append(current.offset)
      if case .select(let operand, _, _) = current.form { current = operand }
    }
    return zip(fields, offsets.reversed()).reduce(type) { selection($1.0, of: $0, $1.1) }
  }

  private mutating func selection(_ field: String, of type: CELType, _ offset: Int) -> CELType {
    switch type.present {
    case .dyn, .parameter: return .dyn
    case .map(let key, let value):
      if key.isComparable(to: .string) { return value }
      return report("a map with keys of type \(key) has no field '\(field)'", at: offset, hint: "write map[key]")
    case .record(let record):
      if let type = record.type(of: field) { return type }
      return report(
        "unknown field '\(field)' of '\(record.name)'", at: offset,
        hint: suggestionHint(for: field, in: record.fields.map(\.name)))
    case .optional(let inner): return optional(selection(field, of: inner, offset))
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .ip, .cidr, .list,
      .nullable:
      return report("a \(type) has no field '\(field)'", at: offset)
    }
  }

  /// The optional of a type; an optional stays what it is.
  private func optional(_ type: CELType) -> CELType { if case .optional = type { type } else { .optional(type) } }

  private mutating func presence(_ operand: Expression, _ field: String, _ offset: Int) -> CELType {
    _ = selection(field, of: type(of: operand), offset)
    return .bool
  }

  private mutating func indexed(_ operand: Expression, _ index: Expression, _ isOptional: Bool, _ offset: Int)
    -> CELType
  {
    let result = element(of: type(of: operand), index, offset)
    return isOptional ? optional(result) : result
  }

  private mutating func element(of type: CELType, _ index: Expression, _ offset: Int) -> CELType {
    if case .record = type.present, case .literal(.string(let field)) = index.form {
      return selection(field, of: type, index.offset)
    }
    let key = self.type(of: index)
    switch type.present {
    case .dyn, .parameter, .record: return .dyn
    case .optional(let inner): return optional(element(of: inner, index, offset))
    case .list(let element):
      if key.present.isNumber || key.present == .dyn { return element }
      return report("a list is indexed by int, not by \(key)", at: index.offset)
    case .map(let keys, let value):
      if keys.isComparable(to: key) { return value }
      return report("a map with keys of type \(keys) is not indexed by \(key)", at: index.offset)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .ip, .cidr, .nullable:
      return report("a \(type) has no elements", at: offset)
    }
  }

  // MARK: Calls

  private mutating func call(_ name: String, _ arguments: [Expression], _ offset: Int) -> CELType {
    let types = arguments.map { type(of: $0) }
    guard let function = scope.function(name) else {
      let known = scope.functions.names(.function) + ["has"]
      return report(
        "unknown function '\(name)'", at: offset,
        hint: ForeignWords.functionHint(name) ?? suggestionHint(for: name, in: known))
    }
    return resolved(function, scope.functions.overloads(function, .function), types, offset)
  }

  private mutating func method(_ target: Expression, _ name: String, _ arguments: [Expression], _ offset: Int)
    -> CELType
  {
    if let function = scope.namespaced(target, name) {
      return resolved(function, scope.functions.overloads(function, .function), arguments.map { type(of: $0) }, offset)
    }
    let types = [type(of: target)] + arguments.map { type(of: $0) }
    let overloads = scope.functions.overloads(name, .method)
    guard !overloads.isEmpty else {
      let known = scope.functions.names(.method) + Macros.methods
      return report(
        "unknown method '\(name)'", at: offset,
        hint: ForeignWords.methodHint(name) ?? suggestionHint(for: name, in: known))
    }
    return resolved(name, overloads, types, offset)
  }

  /// The type of a call: of all overloads that may apply, if they agree.
  private mutating func resolved(
    _ name: String, _ overloads: [CELOverload], _ types: [CELType], _ offset: Int
  ) -> CELType {
    let results = overloads.compactMap { $0.result(for: types) }
    if let first = results.first {
      // The first that fits counts; where an argument is unknown, any of them may.
      return types.contains { $0.present == .dyn } ? results.dropFirst().reduce(first) { $0.joined(with: $1) } : first
    }
    let passed = types.map(\.description).joined(separator: ", ")
    let known = overloads.prefix(4).map { $0.signature(name) }.joined(separator: ", ")
    return report("'\(name)' does not take (\(passed))", at: offset, hint: "it is \(known)")
  }

  // MARK: Operators

  private mutating func unary(_ operation: UnaryOperator, _ operand: Expression, _ offset: Int) -> CELType {
    let type = type(of: operand)
    switch operation {
    case .not:
      return require(.bool, type, operand, "'!'")
    case .negate:
      if [.int, .double, .dyn].contains(type.present) { return type.present }
      return report("'-' does not take \(type)", at: offset)
    }
  }

  private mutating func require(_ wanted: CELType, _ type: CELType, _ part: Expression, _ name: String) -> CELType {
    if type.present != wanted, type.present != .dyn {
      _ = report("\(name) needs \(wanted), not \(type)", at: part.offset)
    }
    return wanted
  }

  private mutating func logical(_ terms: [Expression]) -> CELType {
    for term in terms { _ = require(.bool, type(of: term), term, "a condition") }
    return .bool
  }

  private mutating func conditional(_ test: Expression, _ yes: Expression, _ no: Expression) -> CELType {
    _ = require(.bool, type(of: test), test, "a condition")
    return type(of: yes).joined(with: type(of: no))
  }

  private mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ offset: Int
  ) -> CELType {
    let (a, b) = (type(of: left), type(of: right))
    switch operation {
    case .equal, .notEqual:
      if a.isComparable(to: b) { return .bool }
      _ = report(
        "'\(operation.rawValue)' compares \(a) with \(b), which are never equal", at: offset,
        hint: Checker.conversionHint(a, right) ?? Checker.conversionHint(b, left))
      return .bool
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if a.present.isOrdered, b.present.isOrdered, a.isComparable(to: b) { return .bool }
      _ = report(
        "'\(operation.rawValue)' has no order for \(a) and \(b)", at: offset,
        hint: Checker.conversionHint(a, right) ?? Checker.conversionHint(b, left))
      return .bool
    case .contained: return contained(a, b, offset)
    case .add, .subtract, .multiply, .divide, .remainder:
      if let result = Arithmetic.result(operation, a.present, b.present) { return result }
      let mixed = a.present.isNumber && b.present.isNumber
      return report(
        "'\(operation.rawValue)' does not take \(a) and \(b)", at: offset,
        hint: mixed ? "convert one side: int(…), uint(…) or double(…)" : nil)
    }
  }

  /// How a text that stands beside a time or a length of time becomes one.
  private static func conversionHint(_ type: CELType, _ other: Expression) -> String? {
    guard case .literal(.string(let text)) = other.form else { return nil }
    switch type.present {
    case .timestamp:
      return CELTimestamp(text) == nil ? ForeignWords.timestampHint(text) : "write timestamp(\"\(text)\")"
    case .duration: return CELDuration(text) == nil ? ForeignWords.durationHint(text) : "write duration(\"\(text)\")"
    default: return nil
    }
  }

  private mutating func contained(_ element: CELType, _ container: CELType, _ offset: Int) -> CELType {
    switch container.present {
    case .dyn, .parameter, .record: return .bool
    case .list(let type), .map(let type, _):
      if type.isComparable(to: element) { return .bool }
      _ = report("a \(element) is never in \(container)", at: offset)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .ip, .cidr, .optional,
      .nullable:
      _ = report("'in' needs a list or a map on its right, not \(container)", at: offset)
    }
    return .bool
  }

  // MARK: Aggregates

  private mutating func list(_ elements: [Expression.Element]) -> CELType {
    .list(CELType.shared(by: elements.map { element($0.value, $0.optional) }))
  }

  /// The type that an element contributes: an optional one, what it holds.
  private mutating func element(_ part: Expression, _ optional: Bool) -> CELType {
    let type = type(of: part)
    guard optional else { return type }
    switch type {
    case .optional(let inner): return inner
    case .dyn: return .dyn
    default: return report("an element after '?' is optional, not \(type)", at: part.offset)
    }
  }

  private mutating func map(_ entries: [Expression.Entry]) -> CELType {
    var keys: [CELType] = []
    var values: [CELType] = []
    for entry in entries {
      let key = type(of: entry.key).present
      if ![.bool, .int, .uint, .string, .dyn].contains(key) {
        _ = report("a \(key) cannot be the key of a map", at: entry.key.offset)
      }
      keys.append(key)
      values.append(element(entry.value, entry.optional))
    }
    return .map(CELType.shared(by: keys), CELType.shared(by: values))
  }

  // MARK: Macros

  private mutating func comprehension(_ macro: Comprehension) -> CELType {
    let range = type(of: macro.range)
    let types: [CELType]
    switch range.present {
    case .list(let element): types = macro.variables.count == 1 ? [element] : [.int, element]
    case .map(let key, let value): types = [key, value]
    case .dyn, .parameter, .record: types = [.dyn, .dyn]
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .ip, .cidr, .optional,
      .nullable:
      _ = report("'\(macro.kind.rawValue)' goes over a list or a map, not \(range)", at: macro.range.offset)
      types = [.dyn, .dyn]
    }
    locals += zip(macro.variables, types).map { ($0, $1) }
    defer { locals.removeLast(macro.variables.count) }
    if let filter = macro.filter { _ = require(.bool, type(of: filter), filter, "a filter") }
    return result(of: macro, keys: macro.variables.count == 2 ? types[0] : .dyn)
  }

  private mutating func result(of macro: Comprehension, keys: CELType) -> CELType {
    let body = type(of: macro.body)
    switch macro.kind {
    case .all, .exists, .existsOne: return require(.bool, body, macro.body, "a predicate")
    case .list: return .list(body)
    case .map: return .map(keys, body)
    case .mapEntries:
      if case .map = body.present { return body.present }
      if body == .dyn { return .dyn }
      return report("'transformMapEntry' gives a map of entries, not \(body)", at: macro.body.offset)
    }
  }

  private mutating func optionalMap(_ operand: Expression, _ name: String, _ body: Expression, _ flat: Bool) -> CELType
  {
    let inner: CELType
    switch type(of: operand) {
    case .optional(let type): inner = type
    case .dyn: inner = .dyn
    case let other:
      inner = report("'\(flat ? "optFlatMap" : "optMap")' needs an optional, not \(other)", at: operand.offset)
    }
    let result = bound(name, inner, body)
    return flat ? optional(result) : .optional(result)
  }
}

extension CELType {
  /// Whether `<` may apply to values of the type.
  var isOrdered: Bool {
    switch self {
    case .dyn, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .parameter: true
    case .null, .type, .ip, .cidr, .list, .map, .optional, .nullable, .record: false
    }
  }
}
