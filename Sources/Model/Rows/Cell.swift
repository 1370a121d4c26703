/// What the 64 bits of a cell mean.
@frozen public enum CellKind: UInt8, Sendable {
  /// The record has no value here; its bits are 0.
  case null
  /// 0 or 1.
  case bool
  /// A two's complement integer.
  case int
  /// The bit pattern of a finite double.
  case double
  /// A code of the chunk's symbols.
  case text
  /// Microseconds since the epoch.
  case timestamp
  /// A code of the chunk's symbols, whose text is a JSON array of strings in RFC 8785 form.
  case list
  /// A code of the chunk's symbols, whose text is any JSON value, as the export writes it.
  case json
}

/// One value of a record: what a column holds at a row.
@frozen public struct Cell: Hashable, Sendable {
  public let kind: CellKind
  public let bits: UInt64

  @inlinable public init(kind: CellKind, bits: UInt64) {
    self.kind = kind
    self.bits = bits
  }

  public static let null = Cell(kind: .null, bits: 0)
  public static func bool(_ value: Bool) -> Cell { Cell(kind: .bool, bits: value ? 1 : 0) }
  public static func int(_ value: Int64) -> Cell { Cell(kind: .int, bits: UInt64(bitPattern: value)) }
  public static func double(_ value: Double) -> Cell { Cell(kind: .double, bits: value.bitPattern) }
  public static func text(_ code: UInt32) -> Cell { Cell(kind: .text, bits: UInt64(code)) }
  public static func list(_ code: UInt32) -> Cell { Cell(kind: .list, bits: UInt64(code)) }
  public static func json(_ code: UInt32) -> Cell { Cell(kind: .json, bits: UInt64(code)) }
  public static func timestamp(_ value: Instant) -> Cell {
    Cell(kind: .timestamp, bits: UInt64(bitPattern: value.microseconds))
  }

  @inlinable public var isNull: Bool { kind == .null }
  public var bool: Bool? { kind == .bool ? bits != 0 : nil }
  public var int: Int64? { kind == .int ? Int64(bitPattern: bits) : nil }
  public var double: Double? { kind == .double ? Double(bitPattern: bits) : nil }
  public var instant: Instant? { kind == .timestamp ? Instant(microseconds: Int64(bitPattern: bits)) : nil }
  /// The code of a text, a list or a JSON value.
  @inlinable public var symbol: UInt32? {
    switch kind {
    case .text, .list, .json: UInt32(truncatingIfNeeded: bits)
    case .null, .bool, .int, .double, .timestamp: nil
    }
  }
}
