/// The arithmetic operators: what they take, and what comes of it.
///
/// Numbers of unlike types do not mix; what leaves the range of its type is an error.
enum Arithmetic {
  /// The type of a result, or nil if the operator does not take the operands.
  static func result(_ operation: BinaryOperator, _ left: CELType, _ right: CELType) -> CELType? {
    if left == .dyn && right == .dyn { return .dyn }
    let results = overloads(operation).filter { fits($0.left, left) && fits($0.right, right) }.map(\.result)
    guard let first = results.first else { return listResult(operation, left, right) }
    return results.allSatisfy { $0 == first } ? first : .dyn
  }

  private static func fits(_ parameter: CELType, _ operand: CELType) -> Bool { operand == .dyn || operand == parameter }

  private static func listResult(_ operation: BinaryOperator, _ left: CELType, _ right: CELType) -> CELType? {
    guard operation == .add else { return nil }
    switch (left, right) {
    case (.list(let a), .list(let b)): return a.isComparable(to: b) ? .list(a.joined(with: b)) : nil
    case (.list, .dyn): return left
    case (.dyn, .list): return right
    default: return nil
    }
  }

  private static func overloads(_ operation: BinaryOperator) -> [(left: CELType, right: CELType, result: CELType)] {
    let numbers: [(CELType, CELType, CELType)] = [
      (.int, .int, .int), (.uint, .uint, .uint), (.double, .double, .double),
    ]
    switch operation {
    case .add:
      return numbers + [
        (.string, .string, .string), (.bytes, .bytes, .bytes), (.timestamp, .duration, .timestamp),
        (.duration, .timestamp, .timestamp), (.duration, .duration, .duration),
      ]
    case .subtract:
      return numbers + [
        (.timestamp, .timestamp, .duration), (.timestamp, .duration, .timestamp), (.duration, .duration, .duration),
      ]
    case .multiply, .divide: return numbers
    case .remainder: return [(.int, .int, .int), (.uint, .uint, .uint)]
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained: return []
    }
  }

  /// The value of an arithmetic operator.
  static func value(_ operation: BinaryOperator, _ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
    switch (left, right) {
    case (.int(let a), .int(let b)): .int(try integer(operation, a, b, "int"))
    case (.uint(let a), .uint(let b)): .uint(try integer(operation, a, b, "uint"))
    case (.double(let a), .double(let b)) where operation != .remainder: .double(double(operation, a, b))
    case (.timestamp, _), (_, .timestamp), (.duration, _): try time(operation, left, right)
    default:
      if operation == .add {
        try concatenation(left, right)
      } else {
        throw CELError.noOverload(operation.rawValue, [left, right])
      }
    }
  }

  private static func integer<T: FixedWidthInteger>(
    _ operation: BinaryOperator, _ a: T, _ b: T, _ type: String
  ) throws(CELError) -> T {
    if b == 0, operation == .divide { throw CELError("division by zero") }
    if b == 0, operation == .remainder { throw CELError("remainder of a division by zero") }
    let (result, overflow) =
      switch operation {
      case .add: a.addingReportingOverflow(b)
      case .subtract: a.subtractingReportingOverflow(b)
      case .multiply: a.multipliedReportingOverflow(by: b)
      case .divide: a.dividedReportingOverflow(by: b)
      case .remainder: a.remainderReportingOverflow(dividingBy: b)
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained:
        preconditionFailure("not arithmetic")
      }
    if overflow { throw CELError("'\(operation.rawValue)' leaves the range of \(type)") }
    return result
  }

  private static func double(_ operation: BinaryOperator, _ a: Double, _ b: Double) -> Double {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .remainder, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained:
      preconditionFailure("not arithmetic of doubles")
    }
  }

  private static func time(
    _ operation: BinaryOperator, _ left: CELValue, _ right: CELValue
  ) throws(CELError) -> CELValue {
    let result: CELValue? =
      switch (operation, left, right) {
      case (.add, .timestamp(let time), .duration(let span)), (.add, .duration(let span), .timestamp(let time)):
        time.adding(span).map { .timestamp($0) }
      case (.subtract, .timestamp(let time), .duration(let span)): time.subtracting(span).map { .timestamp($0) }
      case (.subtract, .timestamp(let a), .timestamp(let b)): a.since(b).map { .duration($0) }
      case (.add, .duration(let a), .duration(let b)):
        checked(a.nanoseconds.addingReportingOverflow(b.nanoseconds))
      case (.subtract, .duration(let a), .duration(let b)):
        checked(a.nanoseconds.subtractingReportingOverflow(b.nanoseconds))
      default: throw CELError.noOverload(operation.rawValue, [left, right])
      }
    guard let result else { throw CELError("'\(operation.rawValue)' leaves the range of times") }
    return result
  }

  private static func checked(_ sum: (partialValue: Int64, overflow: Bool)) -> CELValue? {
    sum.overflow ? nil : .duration(CELDuration(nanoseconds: sum.partialValue))
  }

  private static func concatenation(_ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
    guard left.weight.addingSaturating(right.weight) <= CELLimits.valueSize else { throw CELEvaluation.tooLarge }
    switch (left, right) {
    case (.string(let a), .string(let b)): return .string(a + b)
    case (.bytes(let a), .bytes(let b)): return .bytes(a + b)
    case (.list(let a), .list(let b)): return .list(a.elements + b.elements)
    default: throw CELError.noOverload("+", [left, right])
    }
  }

  /// The opposite of a number.
  static func negated(_ value: CELValue) throws(CELError) -> CELValue {
    switch value {
    case .int(let number):
      guard number != .min else { throw CELError("'-' leaves the range of int") }
      return .int(-number)
    case .double(let number): return .double(-number)
    default: throw CELError.noOverload("-", [value])
    }
  }

  /// The truth of a comparison or of membership.
  static func comparison(
    _ operation: BinaryOperator, _ left: CELValue, _ right: CELValue
  ) throws(CELError) -> Bool {
    switch operation {
    case .equal: return left.equals(right)
    case .notEqual: return !left.equals(right)
    case .contained: return try contains(right, left)
    case .less: return try order(operation, left, right) == .less
    case .greater: return try order(operation, left, right) == .greater
    case .lessOrEqual:
      let order = try order(operation, left, right)
      return order == .less || order == .equal
    case .greaterOrEqual:
      let order = try order(operation, left, right)
      return order == .greater || order == .equal
    case .add, .subtract, .multiply, .divide, .remainder: preconditionFailure("no comparison")
    }
  }

  private static func order(_ operation: BinaryOperator, _ left: CELValue, _ right: CELValue) throws(CELError) -> Order
  {
    guard let order = left.order(right) else { throw CELError.noOverload(operation.rawValue, [left, right]) }
    return order
  }

  private static func contains(_ container: CELValue, _ element: CELValue) throws(CELError) -> Bool {
    switch container {
    case .list(let list): return list.elements.contains { $0.equals(element) }
    case .map(let map): return map[element] != nil
    default: throw CELError.noOverload("in", [element, container])
    }
  }
}
