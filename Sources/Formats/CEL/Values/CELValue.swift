/// A value of the Common Expression Language.
package enum CELValue: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case list(CELList)
  case map(CELMap)
  case type(CELTypeName)
  case timestamp(CELTimestamp)
  case duration(CELDuration)
  /// An optional value: present, or none.
  indirect case optional(CELValue?)
  indirect case ip(IPAddress)
  indirect case cidr(CIDRBlock)

  /// The type that `type()` returns.
  package var typeName: CELTypeName {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .list: .list
    case .map: .map
    case .type: .type
    case .timestamp: .timestamp
    case .duration: .duration
    case .optional: .optional
    case .ip: .ip
    case .cidr: .cidr
    }
  }

  /// A list of values; its size is not bounded.
  package static func list(_ elements: [CELValue]) -> CELValue { .list(CELList(elements)) }

  /// The bytes of its texts and one for every value, through all levels; what `CELLimits.valueSize` bounds.
  var weight: Int {
    switch self {
    case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type, .ip, .cidr: 1
    case .string(let text): 1 + text.utf8.count
    case .bytes(let bytes): 1 + bytes.count
    case .list(let list): list.weight
    case .map(let map): map.weight
    case .optional(let value): 1 + (value?.weight ?? 0)
    }
  }

  /// Whether this is the default of its type: what `optional.ofNonZeroValue` treats as none.
  var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .uint(let value): value == 0
    case .double(let value): value == 0
    case .string(let text): text.utf8.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let list): list.elements.isEmpty
    case .map(let map): map.count == 0
    case .timestamp(let time): time.seconds == 0 && time.nanoseconds == 0
    case .duration(let duration): duration.nanoseconds == 0
    case .optional(let value): value == nil
    case .type, .ip, .cidr: false
    }
  }
}

/// An ordered sequence of values that knows its size.
package struct CELList: Sendable {
  package let elements: [CELValue]
  let weight: Int

  package init(_ elements: [CELValue]) {
    self.elements = elements
    weight = elements.reduce(1) { $0.addingSaturating($1.weight) }
  }
}

/// The types as values: what `type(x)` returns and what an identifier such as `int` stands for.
package enum CELTypeName: String, Sendable, CaseIterable {
  case null = "null_type"
  case bool, int, uint, double, string, bytes, list, map, type
  case timestamp = "google.protobuf.Timestamp"
  case duration = "google.protobuf.Duration"
  case optional = "optional_type"
  case ip = "net.IP"
  case cidr = "net.CIDR"
}

extension Int {
  /// The sum, or the greatest integer.
  func addingSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
