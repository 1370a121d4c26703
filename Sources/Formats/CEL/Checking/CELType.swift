package import Rows

/// What is known about a value before it is computed.
package indirect enum CELType: Hashable, Sendable {
  /// Anything: known only when it is computed.
  case dyn
  case null, bool, int, uint, double, string, bytes, timestamp, duration, type, ip, cidr
  case list(CELType)
  case map(CELType, CELType)
  case optional(CELType)
  /// Null, or a value of the type: every field of a record.
  case nullable(CELType)
  case record(CELRecordType)
  /// A type parameter of an overload: the same type wherever it stands.
  case parameter(String)

  /// The type of a field as an expression sees it; each may also be null.
  package init(_ field: FieldType) {
    switch field {
    case .bool: self = .nullable(.bool)
    case .int: self = .nullable(.int)
    case .double: self = .nullable(.double)
    case .text: self = .nullable(.string)
    case .timestamp: self = .nullable(.timestamp)
    case .list: self = .nullable(.list(.string))
    case .json: self = .dyn
    }
  }

  /// The type of a constant; a map with text keys only is a record of those fields, so that misspelt ones are found.
  package init(constant value: CELValue, named name: String) {
    guard case .map(let map) = value else {
      self = CELType(of: value)
      return
    }
    var fields: [CELRecordType.Field] = []
    for entry in map.entries {
      guard case .string(let key) = entry.key else {
        self = .map(.dyn, .dyn)
        return
      }
      fields.append(CELRecordType.Field(key, CELType(constant: entry.value, named: "\(name).\(key)")))
    }
    self = .record(CELRecordType(name: name, fields: fields))
  }

  /// The type of a value that is at hand; elements of lists and maps stay unknown.
  package init(of value: CELValue) {
    switch value {
    case .null: self = .null
    case .bool: self = .bool
    case .int: self = .int
    case .uint: self = .uint
    case .double: self = .double
    case .string: self = .string
    case .bytes: self = .bytes
    case .list: self = .list(.dyn)
    case .map: self = .map(.dyn, .dyn)
    case .type: self = .type
    case .timestamp: self = .timestamp
    case .duration: self = .duration
    case .optional: self = .optional(.dyn)
    case .ip: self = .ip
    case .cidr: self = .cidr
    }
  }

  /// The type without the possibility of null.
  package var present: CELType { if case .nullable(let type) = self { type } else { self } }

  var isNumber: Bool { self == .int || self == .uint || self == .double }

  /// Whether values of the two types can be equal: numbers to numbers, null to anything.
  func isComparable(to other: CELType) -> Bool {
    switch (present, other.present) {
    case (.dyn, _), (_, .dyn), (.null, _), (_, .null), (.parameter, _), (_, .parameter): true
    case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): a.isComparable(to: b)
    case (.map(let a, let b), .map(let c, let d)): a.isComparable(to: c) && b.isComparable(to: d)
    case (.map, .record), (.record, .map): true
    case (let a, let b): a == b || (a.isNumber && b.isNumber)
    }
  }

  /// The type of something that is either: the common one, or `dyn`.
  func joined(with other: CELType) -> CELType {
    switch (self, other) {
    case (let a, let b) where a == b: a
    case (.null, let type), (let type, .null): type == .dyn ? .dyn : .nullable(type.present)
    case (.list(let a), .list(let b)): .list(a.joined(with: b))
    case (.map(let a, let b), .map(let c, let d)): .map(a.joined(with: c), b.joined(with: d))
    case (.optional(let a), .optional(let b)): .optional(a.joined(with: b))
    case (let a, let b): a.present == b.present ? .nullable(a.present) : .dyn
    }
  }
}

/// The fields of a record, so that a misspelt one is found before any record is read.
package struct CELRecordType: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    package let name: String
    package let type: CELType

    package init(_ name: String, _ type: CELType) {
      self.name = name
      self.type = type
    }
  }

  package let name: String
  package let fields: [Field]

  package init(name: String, fields: [Field]) {
    self.name = name
    self.fields = fields
  }

  package init(name: String, _ schema: Schema) {
    self.init(name: name, fields: schema.fields.map { Field($0.name, CELType($0.type)) })
  }

  func type(of field: String) -> CELType? { fields.first { $0.name.hasSameBytes(as: field) }?.type }
}

extension CELType: CustomStringConvertible {
  /// The type as messages write it.
  package var description: String {
    switch self {
    case .dyn: "dyn"
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .type: "type"
    case .ip: "ip"
    case .cidr: "cidr"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .optional(let type): "optional(\(type))"
    case .nullable(let type): type.description
    case .record(let record): record.name
    case .parameter(let name): name
    }
  }

  /// The type of the elements of a literal: one that holds a null beside something else may hold anything.
  static func shared(by types: [CELType]) -> CELType {
    guard let first = types.first, !types.contains(.null) || types.allSatisfy({ $0 == .null }) else { return .dyn }
    return types.dropFirst().reduce(first) { $0.joined(with: $1) }
  }
}
