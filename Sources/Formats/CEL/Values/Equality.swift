extension CELValue {
  /// Equality as the language defines it: numbers on one line, values of unlike types unequal, NaN unequal to itself.
  package func equals(_ other: CELValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
    case (.bytes(let a), .bytes(let b)): a == b
    case (.type(let a), .type(let b)): a == b
    case (.timestamp(let a), .timestamp(let b)): a == b
    case (.duration(let a), .duration(let b)): a == b
    case (.ip(let a), .ip(let b)): a == b
    case (.cidr(let a), .cidr(let b)): a == b
    case (.list(let a), .list(let b)):
      a.elements.count == b.elements.count && zip(a.elements, b.elements).allSatisfy { $0.equals($1) }
    case (.map(let a), .map(let b)):
      a.count == b.count && a.entries.allSatisfy { entry in b[entry.key].map { entry.value.equals($0) } ?? false }
    case (.optional(let a), .optional(let b)): CELValue.optionalsEqual(a, b)
    default: numericOrder(other) == .equal
    }
  }

  private static func optionalsEqual(_ a: CELValue?, _ b: CELValue?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.equals(b)
  }

  /// The order of two values of comparable types, or nil if there is none; `unordered` where one is NaN.
  func order(_ other: CELValue) -> Order? {
    switch (self, other) {
    case (.bool(let a), .bool(let b)): Order(a ? 1 : 0, b ? 1 : 0)
    case (.string(let a), .string(let b)): Order(bytes: a.utf8, b.utf8)
    case (.bytes(let a), .bytes(let b)): Order(bytes: a, b)
    case (.timestamp(let a), .timestamp(let b)): Order(a, b)
    case (.duration(let a), .duration(let b)): Order(a, b)
    default: numericOrder(other)
    }
  }

  /// The order of two numbers of any types, or nil if one is no number.
  func numericOrder(_ other: CELValue) -> Order? {
    switch (self, other) {
    case (.int(let a), .int(let b)): Order(a, b)
    case (.uint(let a), .uint(let b)): Order(a, b)
    case (.double(let a), .double(let b)): Order(a, b)
    case (.int(let a), .uint(let b)): a < 0 ? .less : Order(UInt64(a), b)
    case (.uint(let a), .int(let b)): b < 0 ? .greater : Order(a, UInt64(b))
    case (.int(let a), .double(let b)): Order(Double(a), b)
    case (.double(let a), .int(let b)): Order(a, Double(b))
    case (.uint(let a), .double(let b)): Order(Double(a), b)
    case (.double(let a), .uint(let b)): Order(a, Double(b))
    default: nil
    }
  }
}

/// How two values lie to each other.
///
/// A whole number is compared with a double as the nearest double, as the conformance cases ask.
enum Order {
  case less, equal, greater, unordered

  init<T: Comparable>(_ a: T, _ b: T) {
    self = a < b ? .less : a == b ? .equal : a > b ? .greater : .unordered
  }

  init(bytes a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) {
    self = a.elementsEqual(b) ? .equal : a.lexicographicallyPrecedes(b) ? .less : .greater
  }
}
