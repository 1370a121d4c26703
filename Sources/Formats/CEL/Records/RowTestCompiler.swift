import Bytes
import Rows

/// Turns the parts of a condition that columns can answer into tests on them; every other part is unclear.
struct RowTestCompiler {
  private let scope: Scope
  /// The literals that are compared by code; nil where they are compared by bytes.
  private(set) var seeds: LiteralSeeds?

  init(_ scope: Scope, _ seeds: LiteralSeeds?) {
    self.scope = scope
    self.seeds = seeds
  }

  private static let unclear = RowTest { _, _, _ in .unclear }

  /// The test for a condition.
  mutating func test(_ expression: Expression) -> RowTest { known(expression) ?? RowTestCompiler.unclear }

  private mutating func known(_ expression: Expression) -> RowTest? {
    if case .bool(let truth)? = constant(expression) {
      let answer = Truth(truth)
      return RowTest { _, _, _ in answer }
    }
    switch expression.form {
    case .name, .select: return flag(expression)
    case .presence(let operand, let name):
      guard scope.isRecord(operand), let column = scope.column(name) else { return nil }
      return RowTest { batch, row, _ in Truth(batch.kind(column, row) != CellKind.null.rawValue) }
    case .unary(.not, let operand):
      guard let inner = known(operand) else { return nil }
      return RowTest { batch, row, symbols in inner(batch, row, symbols).negated }
    case .and(let terms): return all(terms, decidedBy: .no, otherwise: .yes)
    case .or(let terms): return all(terms, decidedBy: .yes, otherwise: .no)
    case .conditional(let test, let yes, let no): return conditional(test, yes, no)
    case .binary(let operation, let left, let right): return comparison(operation, left, right)
    case .method(let target, let name, let arguments): return method(target, name, arguments)
    case .literal, .index, .call, .unary(.negate, _), .list, .map, .comprehension, .bind, .optionalMap: return nil
    }
  }

  private func constant(_ expression: Expression) -> CELValue? {
    var compiler = Compiler(scope)
    return compiler.constant(expression)
  }

  private func textField(_ expression: Expression) -> Int? {
    scope.field(expression).flatMap { $0.type == .text ? $0.column : nil }
  }

  // MARK: Logic

  private func flag(_ expression: Expression) -> RowTest? {
    guard let field = scope.field(expression), field.type == .bool else { return nil }
    let column = field.column
    return RowTest { batch, row, _ in
      batch.kind(column, row) == CellKind.bool.rawValue ? Truth(batch.bits(column, row) != 0) : .unclear
    }
  }

  /// `&&` is decided by no, `||` by yes; an unclear term leaves the rest to decide.
  private mutating func all(_ terms: [Expression], decidedBy decisive: Truth, otherwise: Truth) -> RowTest? {
    let tests = terms.map { known($0) }
    guard tests.contains(where: { $0 != nil }) else { return nil }
    let steps = tests.map { $0 ?? RowTestCompiler.unclear }
    // Pairs in pairs, the first term outermost: an array would be kept alive once for every row.
    return steps.dropLast().reversed().reduce(steps[steps.count - 1]) { rest, first in
      RowTest { batch, row, symbols in
        let a = first(batch, row, symbols)
        if a == decisive { return decisive }
        let b = rest(batch, row, symbols)
        return b == decisive ? decisive : a == .unclear || b == .unclear ? .unclear : otherwise
      }
    }
  }

  private mutating func conditional(_ test: Expression, _ yes: Expression, _ no: Expression) -> RowTest? {
    guard let condition = known(test) else { return nil }
    let (first, second) = (self.test(yes), self.test(no))
    return RowTest { batch, row, symbols in
      switch condition(batch, row, symbols) {
      case .yes: first(batch, row, symbols)
      case .no: second(batch, row, symbols)
      case .unclear: .unclear
      }
    }
  }

  // MARK: Comparisons

  private mutating func comparison(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> RowTest? {
    switch operation {
    case .contained: return membership(left, right)
    case .equal, .notEqual:
      let equal = equality(left, right) ?? equality(right, left) ?? RowNumbers(scope).comparison(.equal, left, right)
      guard operation == .notEqual, let equal else { return equal }
      return RowTest { batch, row, symbols in equal(batch, row, symbols).negated }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return textOrder(operation, left, right) ?? RowNumbers(scope).comparison(operation, left, right)
    case .add, .subtract, .multiply, .divide, .remainder: return nil
    }
  }

  /// A field against null, a constant, or another field of its type.
  private mutating func equality(_ left: Expression, _ right: Expression) -> RowTest? {
    guard let field = scope.field(left) else { return nil }
    let column = field.column
    if let value = constant(right) { return equality(column, field.type, value) }
    guard let other = scope.field(right), other.type == field.type, field.type != .double, field.type != .json else {
      return nil
    }
    // Equal kinds with equal bits are equal values: codes of one chunk, or numbers.
    let second = other.column
    return RowTest { batch, row, _ in
      Truth(
        batch.kind(column, row) == batch.kind(second, row) && batch.bits(column, row) == batch.bits(second, row))
    }
  }

  private mutating func equality(_ column: Int, _ type: FieldType, _ value: CELValue) -> RowTest? {
    switch (type, value) {
    case (.json, .null):
      // A JSON cell may hold null as its text.
      return RowTest { batch, row, _ in batch.kind(column, row) == CellKind.null.rawValue ? .yes : .unclear }
    case (_, .null): return RowTest { batch, row, _ in Truth(batch.kind(column, row) == CellKind.null.rawValue) }
    case (.text, .string(let text)): return sameText(column, text)
    case (.bool, .bool(let truth)): return sameBits(column, .bool, truth ? 1 : 0)
    case (.int, .int(let number)): return sameBits(column, .int, UInt64(bitPattern: number))
    case (.timestamp, .timestamp(let time)):
      guard time.nanoseconds % 1000 == 0 else { return nil }
      return sameBits(column, .timestamp, UInt64(bitPattern: time.instant.microseconds))
    default: return nil
    }
  }

  private func sameBits(_ column: Int, _ kind: CellKind, _ wanted: UInt64) -> RowTest {
    let kind = kind.rawValue
    return RowTest { batch, row, _ in Truth(batch.kind(column, row) == kind && batch.bits(column, row) == wanted) }
  }

  private mutating func sameText(_ column: Int, _ text: String) -> RowTest {
    if let code = seeds?.code(of: text) { return sameBits(column, .text, UInt64(code)) }
    let bytes = Array(text.utf8)
    return onText(column, absent: .no) { Truth($0.elementsEqual(bytes)) }
  }

  /// A test on the bytes of a text field.
  private func onText(
    _ column: Int, absent: Truth, _ test: @escaping @Sendable (ArraySlice<UInt8>) -> Truth
  ) -> RowTest {
    RowTest { batch, row, symbols in
      guard batch.kind(column, row) == CellKind.text.rawValue else {
        return batch.kind(column, row) == CellKind.null.rawValue ? absent : .unclear
      }
      return test(symbols.bytes(UInt32(truncatingIfNeeded: batch.bits(column, row))))
    }
  }

  private func textOrder(_ operation: BinaryOperator, _ left: Expression, _ right: Expression) -> RowTest? {
    guard let column = textField(left), case .string(let text)? = constant(right) else { return nil }
    let bytes = Array(text.utf8)
    return onText(column, absent: .unclear) { found in
      switch (operation, Order(bytes: found, bytes)) {
      case (.less, .less), (.lessOrEqual, .less), (.lessOrEqual, .equal), (.greater, .greater),
        (.greaterOrEqual, .greater), (.greaterOrEqual, .equal):
        .yes
      default: .no
      }
    }
  }

  /// `field in [constants]`.
  private mutating func membership(_ element: Expression, _ container: Expression) -> RowTest? {
    if let list = scope.field(container), list.type == .list, case .string(let text)? = constant(element) {
      return listContains(list.column, text)
    }
    guard let field = scope.field(element), case .list(let list)? = constant(container) else { return nil }
    var tests: [RowTest] = []
    for value in list.elements {
      guard let test = equality(field.column, field.type, value) else { return nil }
      tests.append(test)
    }
    if let codes = codes(field.type, list) { return memberOfCodes(field.column, codes) }
    let steps = tests
    return RowTest { batch, row, symbols in
      for step in steps {
        let truth = step(batch, row, symbols)
        if truth != .no { return truth }
      }
      return .no
    }
  }

  /// A text in a list field, looked for among the quoted elements of the field's JSON.
  private func listContains(_ column: Int, _ text: String) -> RowTest {
    let wanted = Array(text.quotedAsJSON.utf8)
    return RowTest { batch, row, symbols in
      guard batch.kind(column, row) == CellKind.list.rawValue else { return .unclear }
      let list = symbols.bytes(UInt32(truncatingIfNeeded: batch.bits(column, row)))
      var place = list.startIndex + 1
      while place < list.endIndex, list[place] == 0x22 {
        let start = place
        place += 1
        while place < list.endIndex, list[place] != 0x22 { place += list[place] == 0x5C ? 2 : 1 }
        place += 1
        if place - start == wanted.count, list[start..<min(place, list.endIndex)].elementsEqual(wanted) { return .yes }
        // The comma, or the bracket.
        place += 1
      }
      return .no
    }
  }

  private mutating func codes(_ type: FieldType, _ list: CELList) -> [UInt32]? {
    guard type == .text, seeds != nil else { return nil }
    var codes: [UInt32] = []
    for value in list.elements {
      guard case .string(let text) = value, let code = seeds?.code(of: text) else { return nil }
      codes.append(code)
    }
    return codes
  }

  /// Membership as one bit for each literal.
  private func memberOfCodes(_ column: Int, _ codes: [UInt32]) -> RowTest {
    var words = [UInt64](repeating: 0, count: Int(codes.max() ?? 0) / 64 + 1)
    for code in codes { words[Int(code) / 64] |= 1 << UInt64(code % 64) }
    let set = words
    return RowTest { batch, row, _ in
      guard batch.kind(column, row) == CellKind.text.rawValue else { return .no }
      let code = batch.bits(column, row)
      let word = Int(truncatingIfNeeded: code / 64)
      return Truth(word < set.count && set[word] & (1 << (code % 64)) != 0)
    }
  }

  /// Texts that begin, end or contain a constant, or match a constant pattern.
  private func method(_ target: Expression, _ name: String, _ arguments: [Expression]) -> RowTest? {
    guard let column = textField(target), arguments.count == 1, case .string(let text)? = constant(arguments[0]) else {
      return nil
    }
    let bytes = Array(text.utf8)
    switch name {
    case "startsWith":
      return RowTest { batch, row, symbols in
        guard batch.kind(column, row) == CellKind.text.rawValue else { return .unclear }
        return Truth(symbols.bytes(UInt32(truncatingIfNeeded: batch.bits(column, row)), startWith: bytes))
      }
    case "endsWith":
      return onText(column, absent: .unclear) {
        Truth($0.count >= bytes.count && $0.suffix(bytes.count).elementsEqual(bytes))
      }
    case "contains":
      let search = TextSearch(for: bytes)
      return onText(column, absent: .unclear) { Truth(search.first(in: $0) != nil) }
    case "matches":
      guard let pattern = try? Pattern(text) else { return nil }
      return onText(column, absent: .unclear) { Truth(pattern.matches($0)) }
    default: return nil
    }
  }

  // MARK: Anchors

  /// The column and the literals without which a condition fails.
  mutating func anchor(_ expression: Expression) -> Anchor? {
    guard seeds != nil else { return nil }
    switch expression.form {
    case .and(let terms):
      for term in terms { if let anchor = anchor(term) { return anchor } }
      return nil
    case .or(let terms): return Anchor.union(terms.map { anchor($0) })
    case .binary(.equal, let left, let right):
      return anchor(left, constant(right).map { [$0] }) ?? anchor(right, constant(left).map { [$0] })
    case .binary(.contained, let left, let right):
      guard case .list(let list)? = constant(right) else { return nil }
      return anchor(left, list.elements)
    default: return nil
    }
  }

  private mutating func anchor(_ field: Expression, _ values: [CELValue]?) -> Anchor? {
    guard let column = textField(field), let values, let codes = codes(.text, CELList(values)) else { return nil }
    return Anchor(column: column, codes: codes)
  }
}
