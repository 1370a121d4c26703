import Rows

/// Turns numbers, times and spans of time into functions of a row, and compares them.
struct RowNumbers {
  private let scope: Scope

  init(_ scope: Scope) { self.scope = scope }

  /// What the 64 bits of a number are.
  private enum Domain {
    case int
    /// The bit pattern of a double.
    case double
    /// Microseconds since the epoch.
    case timestamp
    /// Nanoseconds.
    case duration
  }

  private struct Number {
    let domain: Domain
    let step: RowNumber
    /// The bits, where they are the same for every row.
    let constant: Int64?

    init(domain: Domain, step: RowNumber, constant: Int64? = nil) {
      self.domain = domain
      self.step = step
      self.constant = constant
    }

    init(domain: Domain, _ step: @escaping @Sendable (borrowing Batch, Int) -> Int64?) {
      self.init(domain: domain, step: RowNumber(step))
    }
  }

  /// The comparison of two numbers of a row; where one has none, unclear.
  func comparison(_ operation: BinaryOperator, _ left: Expression, _ right: Expression) -> RowTest? {
    guard let a = number(left), let b = number(right) else { return nil }
    if a.domain == b.domain, a.domain != .double {
      if let limit = b.constant { return RowNumbers.test(operation, a.step, limit) }
      return RowNumbers.wholeNumbers(operation).map { RowNumbers.test(a.step, b.step, $0) }
    }
    guard let first = RowNumbers.asDouble(a), let second = RowNumbers.asDouble(b) else { return nil }
    return RowNumbers.doubles(operation).map { RowNumbers.test(first, second, $0) }
  }

  private static func test(
    _ first: RowNumber, _ second: RowNumber, _ holds: @escaping Holds
  ) -> RowTest {
    RowTest { batch, row, _ in
      guard let a = first(batch, row), let b = second(batch, row) else { return .unclear }
      return Truth(holds(a, b))
    }
  }

  /// A whole number against a constant: the most frequent comparison, without a call for the constant.
  private static func test(_ operation: BinaryOperator, _ number: RowNumber, _ limit: Int64) -> RowTest? {
    switch operation {
    case .equal: RowTest { batch, row, _ in number(batch, row).map { Truth($0 == limit) } ?? .unclear }
    case .less: RowTest { batch, row, _ in number(batch, row).map { Truth($0 < limit) } ?? .unclear }
    case .lessOrEqual: RowTest { batch, row, _ in number(batch, row).map { Truth($0 <= limit) } ?? .unclear }
    case .greater: RowTest { batch, row, _ in number(batch, row).map { Truth($0 > limit) } ?? .unclear }
    case .greaterOrEqual: RowTest { batch, row, _ in number(batch, row).map { Truth($0 >= limit) } ?? .unclear }
    case .notEqual, .contained, .add, .subtract, .multiply, .divide, .remainder: nil
    }
  }

  private typealias Holds = @Sendable (Int64, Int64) -> Bool

  private static func wholeNumbers(_ operation: BinaryOperator) -> Holds? {
    switch operation {
    case .equal: { $0 == $1 }
    case .less: { $0 < $1 }
    case .lessOrEqual: { $0 <= $1 }
    case .greater: { $0 > $1 }
    case .greaterOrEqual: { $0 >= $1 }
    case .notEqual, .contained, .add, .subtract, .multiply, .divide, .remainder: nil
    }
  }

  private static func doubles(_ operation: BinaryOperator) -> Holds? {
    switch operation {
    case .equal: { value($0) == value($1) }
    case .less: { value($0) < value($1) }
    case .lessOrEqual: { value($0) <= value($1) }
    case .greater: { value($0) > value($1) }
    case .greaterOrEqual: { value($0) >= value($1) }
    case .notEqual, .contained, .add, .subtract, .multiply, .divide, .remainder: nil
    }
  }

  /// The bits of a number as those of a double; nil for times.
  private static func asDouble(_ number: Number) -> RowNumber? {
    switch number.domain {
    case .double: return number.step
    case .int:
      let step = number.step
      return RowNumber { batch, row in step(batch, row).map { bits(Double($0)) } }
    case .timestamp, .duration: return nil
    }
  }

  private static func bits(_ value: Double) -> Int64 { Int64(bitPattern: value.bitPattern) }

  private static func value(_ bits: Int64) -> Double { Double(bitPattern: UInt64(bitPattern: bits)) }

  // MARK: Numbers

  private func number(_ expression: Expression) -> Number? {
    if let field = scope.field(expression) { return number(field.column, field.type) }
    var compiler = Compiler(scope)
    if let value = compiler.constant(expression) { return constant(value) }
    switch expression.form {
    case .binary(let operation, let left, let right):
      guard let a = number(left), let b = number(right) else { return nil }
      return arithmetic(operation, a, b)
    case .call("double", let arguments):
      guard arguments.count == 1, let inner = number(arguments[0]), let step = RowNumbers.asDouble(inner) else {
        return nil
      }
      return Number(domain: .double, step: step)
    default: return nil
    }
  }

  private func number(_ column: Int, _ type: FieldType) -> Number? {
    let (domain, kind): (Domain, CellKind)
    switch type {
    case .int: (domain, kind) = (.int, .int)
    case .double: (domain, kind) = (.double, .double)
    case .timestamp: (domain, kind) = (.timestamp, .timestamp)
    case .bool, .text, .list, .json: return nil
    }
    let wanted = kind.rawValue
    return Number(domain: domain) { batch, row in
      batch.kind(column, row) == wanted ? Int64(bitPattern: batch.bits(column, row)) : nil
    }
  }

  private func constant(_ value: CELValue) -> Number? {
    let (domain, bits): (Domain, Int64)
    switch value {
    case .int(let number): (domain, bits) = (.int, number)
    case .double(let number): (domain, bits) = (.double, RowNumbers.bits(number))
    case .duration(let duration): (domain, bits) = (.duration, duration.nanoseconds)
    case .timestamp(let time):
      guard time.nanoseconds % 1000 == 0 else { return nil }
      (domain, bits) = (.timestamp, time.instant.microseconds)
    case .null, .bool, .uint, .string, .bytes, .list, .map, .type, .optional, .ip, .cidr: return nil
    }
    return Number(domain: domain, step: RowNumber { _, _ in bits }, constant: bits)
  }

  private func arithmetic(_ operation: BinaryOperator, _ a: Number, _ b: Number) -> Number? {
    switch (operation, a.domain, b.domain) {
    case (.subtract, .timestamp, .timestamp):
      return combined(.duration, a, b) { first, second in
        let (difference, overflow) = first.subtractingReportingOverflow(second)
        let (nanoseconds, beyond) = difference.multipliedReportingOverflow(by: 1000)
        return overflow || beyond ? nil : nanoseconds
      }
    case (.add, .timestamp, .duration): return shifted(a, b, by: 1)
    case (.add, .duration, .timestamp): return shifted(b, a, by: 1)
    case (.subtract, .timestamp, .duration): return shifted(a, b, by: -1)
    case (.add, .int, .int), (.add, .duration, .duration): return checked(a, b) { $0.addingReportingOverflow($1) }
    case (.subtract, .int, .int), (.subtract, .duration, .duration):
      return checked(a, b) { $0.subtractingReportingOverflow($1) }
    case (.multiply, .int, .int): return checked(a, b) { $0.multipliedReportingOverflow(by: $1) }
    case (.divide, .int, .int): return checked(a, b) { $0.dividedReportingOverflow(by: $1) }
    case (.remainder, .int, .int): return checked(a, b) { $0.remainderReportingOverflow(dividingBy: $1) }
    case (.add, .double, .double): return realNumbers(a, b) { $0 + $1 }
    case (.subtract, .double, .double): return realNumbers(a, b) { $0 - $1 }
    case (.multiply, .double, .double): return realNumbers(a, b) { $0 * $1 }
    case (.divide, .double, .double): return realNumbers(a, b) { $0 / $1 }
    default: return nil
    }
  }

  private func combined(
    _ domain: Domain, _ a: Number, _ b: Number, _ combine: @escaping @Sendable (Int64, Int64) -> Int64?
  ) -> Number {
    let (first, second) = (a.step, b.step)
    return Number(domain: domain) { batch, row in
      guard let x = first(batch, row), let y = second(batch, row) else { return nil }
      return combine(x, y)
    }
  }

  private func checked(
    _ a: Number, _ b: Number, _ combine: @escaping @Sendable (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Number {
    combined(a.domain, a, b) { x, y in
      let result = combine(x, y)
      return result.overflow ? nil : result.partialValue
    }
  }

  private func realNumbers(_ a: Number, _ b: Number, _ combine: @escaping @Sendable (Double, Double) -> Double)
    -> Number
  {
    combined(.double, a, b) { RowNumbers.bits(combine(RowNumbers.value($0), RowNumbers.value($1))) }
  }

  /// A time moved by whole microseconds; a span with a part of one is left to the expression.
  private func shifted(_ time: Number, _ span: Number, by sign: Int64) -> Number {
    combined(.timestamp, time, span) { microseconds, nanoseconds in
      guard nanoseconds % 1000 == 0 else { return nil }
      let (sum, overflow) = microseconds.addingReportingOverflow(sign * (nanoseconds / 1000))
      let isInRange = sum >= Instant.earliest.microseconds && sum <= Instant.latest.microseconds
      return overflow || !isInRange ? nil : sum
    }
  }
}
