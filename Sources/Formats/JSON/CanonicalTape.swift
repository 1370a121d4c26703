/// Writes values of a tape in the form of RFC 8785.
struct CanonicalTape {
  /// The members of the objects that are being written, the innermost last.
  private var members: [Int] = []
  /// Up to so many members are sorted by insertion.
  private static let insertionLimit = 16

  mutating func write(_ index: Int, _ tape: JSONTape, to text: inout JSONText) {
    switch tape.kind(index) {
    case .null: text.append("null")
    case .bool(let value): text.append(value ? "true" : "false")
    case .int(let value): CanonicalTape.write(value, to: &text)
    case .double(let value): CanonicalNumber.write(value, to: &text)
    case .string: unsafe text.appendQuoted(tape.string(index))
    case .array: writeArray(index, tape, to: &text)
    case .object: writeObject(index, tape, to: &text)
    }
  }

  /// The digits, in quotes where a reader could take them for another number.
  static func write(_ value: Int64, to text: inout JSONText) {
    let isExact = value.magnitude <= JSONLimits.exactInteger
    if !isExact { text.append(0x22) }
    text.append(String(value))
    if !isExact { text.append(0x22) }
  }

  private mutating func writeArray(_ array: Int, _ tape: JSONTape, to text: inout JSONText) {
    text.append(0x5B)
    let closing = tape.closing(array)
    var index = array + 1
    while index < closing {
      if index > array + 1 { text.append(0x2C) }
      write(index, tape, to: &text)
      index = tape.next(index)
    }
    text.append(0x5D)
  }

  private mutating func writeObject(_ object: Int, _ tape: JSONTape, to text: inout JSONText) {
    let base = members.count
    collect(object, tape)
    text.append(0x7B)
    for place in base..<members.count {
      let key = members[place]
      if place > base { text.append(0x2C) }
      unsafe text.appendQuoted(tape.string(key))
      text.append(0x3A)
      write(key + 1, tape, to: &text)
    }
    text.append(0x7D)
    members.removeLast(members.count - base)
  }

  /// Adds the keys of the object in their order.
  private mutating func collect(_ object: Int, _ tape: JSONTape) {
    let base = members.count
    let closing = tape.closing(object)
    var index = object + 1
    while index < closing {
      members.append(index)
      if members.count - base <= CanonicalTape.insertionLimit { sinkLast(to: base, tape) }
      index = tape.next(index + 1)
    }
    if members.count - base > CanonicalTape.insertionLimit {
      members[base...].sort { unsafe KeyOrder.precedes(tape.string($0), tape.string($1)) }
    }
  }

  private mutating func sinkLast(to base: Int, _ tape: JSONTape) {
    var place = members.count - 1
    while place > base, unsafe KeyOrder.precedes(tape.string(members[place]), tape.string(members[place - 1])) {
      members.swapAt(place, place - 1)
      place -= 1
    }
  }
}
