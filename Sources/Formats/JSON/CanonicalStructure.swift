/// Writes values of a text that is known to be JSON in the form of RFC 8785; integers beyond 2⁵³ as strings.
struct CanonicalStructure: ~Copyable {
  /// The keys of the objects that are being written, the innermost last.
  private var members: [Int] = []
  /// A string without its escapes.
  private var plain = JSONText()
  /// Up to so many members are sorted by insertion.
  private static let insertionLimit = 16

  /// Writes the value at `index`.
  mutating func write(_ index: Int, _ structure: JSONStructure, to text: inout JSONText) {
    switch structure.byte(index) {
    case 0x7B: writeObject(index, structure, to: &text)
    case 0x5B: writeArray(index, structure, to: &text)
    case 0x22: writeString(index, structure, to: &text)
    default: writeScalar(index, structure, to: &text)
    }
  }

  private func writeScalar(_ index: Int, _ structure: JSONStructure, to text: inout JSONText) {
    guard let scalar = structure.scalar(index) else { preconditionFailure("the text has been walked") }
    switch scalar {
    case .null: text.append("null")
    case .bool(let value): text.append(value ? "true" : "false")
    case .int(let value): text.append(CanonicalJSON.text(of: value))
    case .double(let value): CanonicalNumber.write(value, to: &text)
    }
  }

  private mutating func writeString(_ index: Int, _ structure: JSONStructure, to text: inout JSONText) {
    guard let string = unsafe structure.string(index) else { preconditionFailure("the text has been walked") }
    guard unsafe structure.isEscaped(string) else { return unsafe text.appendQuoted(string) }
    plain.removeAll()
    guard unsafe plain.appendUnescaped(string) else { preconditionFailure("the text has been walked") }
    unsafe text.appendQuoted(plain.part(0, plain.count))
  }

  private mutating func writeArray(_ array: Int, _ structure: JSONStructure, to text: inout JSONText) {
    text.append(0x5B)
    var index = array + 1
    while structure.byte(index) != 0x5D {
      if index > array + 1 { text.append(0x2C) }
      write(index, structure, to: &text)
      index = CanonicalStructure.element(behind: index, structure)
    }
    text.append(0x5D)
  }

  private mutating func writeObject(_ object: Int, _ structure: JSONStructure, to text: inout JSONText) {
    let base = members.count
    collect(object, structure)
    text.append(0x7B)
    for place in base..<members.count {
      let index = members[place]
      if place > base { text.append(0x2C) }
      unsafe text.appendQuoted(CanonicalStructure.key(index, structure))
      text.append(0x3A)
      write(index + 2, structure, to: &text)
    }
    text.append(0x7D)
    members.removeLast(members.count - base)
  }

  /// Adds the keys of the object in their order.
  private mutating func collect(_ object: Int, _ structure: JSONStructure) {
    let base = members.count
    var index = object + 1
    while structure.byte(index) != 0x7D {
      members.append(index)
      if members.count - base <= CanonicalStructure.insertionLimit { sinkLast(to: base, structure) }
      index = CanonicalStructure.element(behind: index + 2, structure)
    }
    if members.count - base > CanonicalStructure.insertionLimit {
      members[base...].sort { CanonicalStructure.precedes($0, $1, structure) }
    }
  }

  private mutating func sinkLast(to base: Int, _ structure: JSONStructure) {
    var place = members.count - 1
    while place > base, CanonicalStructure.precedes(members[place], members[place - 1], structure) {
      members.swapAt(place, place - 1)
      place -= 1
    }
  }

  private static func precedes(_ one: Int, _ other: Int, _ structure: JSONStructure) -> Bool {
    unsafe KeyOrder.precedes(key(one, structure), key(other, structure))
  }

  private static func key(_ index: Int, _ structure: JSONStructure) -> UnsafeBufferPointer<UInt8> {
    guard let key = unsafe structure.key(index) else { preconditionFailure("the text has been walked") }
    return unsafe key
  }

  /// Where the next element or member begins, or the bracket that ends them stands.
  private static func element(behind index: Int, _ structure: JSONStructure) -> Int {
    guard let next = structure.next(index) else { preconditionFailure("the text has been walked") }
    return structure.byte(next) == 0x2C ? next + 1 : next
  }
}
