/// A map with keys of type bool, int, uint or string, in the order in which its entries were given.
///
/// Numeric keys are equal across types: 1, 1u and 1.0 find the same entry.
package struct CELMap: Sendable {
  /// An entry as it was written.
  package struct Entry: Sendable {
    package let key: CELValue
    package let value: CELValue
  }

  package private(set) var entries: [Entry] = []
  /// Where each key is, once there are more entries than are found quickly one by one.
  private var positions: [MapKey: Int] = [:]
  private static let smallCount = 8
  private(set) var weight = 1

  package init() {}

  /// A map with text keys; of two entries with one key the first counts.
  package init(_ fields: [(String, CELValue)]) {
    for (name, value) in fields { _ = insert(.string(name), value) }
  }

  package var count: Int { entries.count }

  /// Adds an entry; false if the map has the key already, or if the value may not be a key.
  package mutating func insert(_ key: CELValue, _ value: CELValue) -> Bool {
    guard let mapKey = MapKey(storing: key), position(of: mapKey) == nil else { return false }
    entries.append(Entry(key: key, value: value))
    weight = weight.addingSaturating(key.weight.addingSaturating(value.weight))
    if !positions.isEmpty {
      positions[mapKey] = entries.count - 1
    } else if entries.count > CELMap.smallCount {
      for (index, entry) in entries.enumerated() {
        if let key = MapKey(storing: entry.key) { positions[key] = index }
      }
    }
    return true
  }

  private func position(of key: MapKey) -> Int? {
    positions.isEmpty ? entries.firstIndex { MapKey(storing: $0.key) == key } : positions[key]
  }

  /// The value under a key, or nil.
  package subscript(_ key: CELValue) -> CELValue? {
    MapKey(finding: key).flatMap { position(of: $0) }.map { entries[$0].value }
  }

  package subscript(_ name: String) -> CELValue? { self[.string(name)] }

  /// Whether a value may be a key.
  static func allows(_ key: CELValue) -> Bool { MapKey(storing: key) != nil }

  /// Whether a value may be looked up as a key: a double may, if it is a whole number.
  static func allowsFinding(_ key: CELValue) -> Bool {
    if case .double = key { true } else { allows(key) }
  }
}

/// A key in the one form in which equal keys are the same.
private enum MapKey: Hashable {
  case bool(Bool)
  case int(Int64)
  /// Beyond the greatest int.
  case uint(UInt64)
  case text(TextKey)

  init?(storing value: CELValue) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .uint(let value): self = Int64(exactly: value).map { .int($0) } ?? .uint(value)
    case .string(let text): self = .text(TextKey(text: text))
    case .null, .double, .bytes, .list, .map, .type, .timestamp, .duration, .optional, .ip, .cidr: return nil
    }
  }

  init?(finding value: CELValue) {
    if case .double(let number) = value {
      if let int = Int64(exactly: number) {
        self = .int(int)
      } else if let uint = UInt64(exactly: number) {
        self = .uint(uint)
      } else {
        return nil
      }
    } else {
      self.init(storing: value)
    }
  }
}

/// A text that equals another only if its bytes do.
struct TextKey: Hashable {
  let text: String

  static func == (a: TextKey, b: TextKey) -> Bool { a.text.hasSameBytes(as: b.text) }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension String {
  /// Whether both strings are the same code points; Swift's `==` also takes canonical equivalents as equal.
  package func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
