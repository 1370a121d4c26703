import Chunking
package import Rows

/// Reads records, one JSON object each, and keeps what stands at the paths that were asked for.
///
/// simdjson finds where brackets, strings and values stand; a walk over those judges them. What either refuses is put before
/// the strict parser of this module, which decides and gives the reason, so that neither depends on the processor.
package struct JSONRecordReader: ~Copyable {
  private var scanner = StructureScanner()
  private let tree: PathTree
  private let values: FoundValues
  private var keys = ObjectKeys()
  private var memory: MemberMemory
  private var composites = CanonicalStructure()
  /// The structure of the record, where it has been walked.
  private var structure: JSONStructure?
  /// The texts that do not stand in the record as they are.
  private var text = JSONText()

  /// A path is a list of the names of members; a decimal number in it is also the index of an element. The empty path is
  /// the record.
  package init(paths: [[String]]) {
    tree = PathTree(paths: paths)
    values = FoundValues(count: tree.count)
    memory = MemberMemory(drawers: tree.size + JSONLimits.standardDepth + 1)
  }

  /// What the record that was read last has at the path of that number; it stays until the next value is asked for, and
  /// the record's bytes have to stay as long.
  ///
  /// An array or an object is written when it is asked for: most are not.
  package mutating func value(at path: Int) -> JSONSlot {
    switch values[tree.numbers[path]] {
    case .absent: return .absent
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .double(let value): return .double(value)
    case .standing(let bytes): return unsafe .string(bytes)
    case .structure(let index):
      guard let structure else { preconditionFailure("what lies in the structure is asked for while it holds") }
      let start = text.count
      composites.write(index, structure, to: &text)
      values[tree.numbers[path]] = .composite(start: start, length: text.count - start)
      return unsafe .composite(text.part(start, text.count - start))
    case .string(let start, let length): return unsafe .string(text.part(start, length))
    case .composite(let start, let length): return unsafe .composite(text.part(start, length))
    }
  }

  /// The text at the path of that number, if there is one and it has no escape; else `value(at:)` says what there is.
  package mutating func text(at path: Int) -> UnsafeBufferPointer<UInt8>? {
    guard case .standing(let bytes) = values[tree.numbers[path]] else { return nil }
    return unsafe bytes
  }

  /// Says which chunk the records to come lie in, so that several of them can be scanned at once. Its bytes stay where
  /// they are while they are read.
  package mutating func begin(_ chunk: UnsafeBufferPointer<UInt8>, _ records: [RecordChunk.Record]) {
    unsafe scanner.begin(chunk, records)
  }

  /// Reads a record, behind which `RecordChunk.padding` bytes can be read; the reason if it is to be rejected, and then
  /// every slot is absent.
  package mutating func read(_ record: UnsafeBufferPointer<UInt8>) -> String? {
    reset()
    if record.count > JSONLimits.longRecord, let reason = unsafe checked(Array(record)) { return reason }
    if let structure = unsafe scanner.structure(of: record), structure.byte(0) == 0x7B {
      self.structure = structure
      if walk(0, PathTree.root, depth: 0, structure) == structure.count { return nil }
      reset()
    }
    return unsafe readStrictly(Array(record))
  }

  private mutating func reset() {
    values.forget()
    text.removeAll()
    keys.leave(0)
  }

  // MARK: By the structure

  /// Keeps what is asked for of the value at `index`, and gives the index behind it; nil if it is no JSON, a key repeats,
  /// or the nesting is too deep.
  private mutating func walk(_ index: Int, _ node: Int, depth: Int, _ structure: JSONStructure) -> Int? {
    let next: Int?
    switch structure.byte(index) {
    case 0x22: return walkString(index, node, structure) ? index + 1 : nil
    case 0x7B: next = depth < JSONLimits.standardDepth ? walkMembers(index, node, depth: depth + 1, structure) : nil
    case 0x5B: next = depth < JSONLimits.standardDepth ? walkElements(index, node, depth: depth + 1, structure) : nil
    default:
      guard let scalar = structure.scalar(index) else { return nil }
      if let path = tree.path(at: node) { values[path] = FoundValues.Value(scalar) }
      return index + 1
    }
    if let path = tree.path(at: node) { values[path] = .structure(index) }
    return next
  }

  private mutating func walkString(_ index: Int, _ node: Int, _ structure: JSONStructure) -> Bool {
    guard let string = unsafe structure.string(index) else { return false }
    let path = tree.path(at: node)
    guard unsafe structure.isEscaped(string) else {
      if let path { unsafe values[path] = .standing(string) }
      return true
    }
    let start = text.count
    guard unsafe text.appendUnescaped(string) else { return false }
    if let path {
      values[path] = .string(start: start, length: text.count - start)
    } else {
      text.shorten(to: start)
    }
    return true
  }

  private mutating func walkElements(
    _ array: Int, _ node: Int, depth: Int, _ structure: JSONStructure
  ) -> Int? {
    var index = array + 1
    if structure.byte(index) == 0x5D { return index + 1 }
    var ordinal = 0
    while let next = walk(index, tree.element(of: node, ordinal), depth: depth, structure) {
      switch structure.byte(next) {
      case 0x2C: index = next + 1
      case 0x5D: return next + 1
      default: return nil
      }
      ordinal += 1
    }
    return nil
  }

  private mutating func walkMembers(
    _ object: Int, _ node: Int, depth: Int, _ structure: JSONStructure
  ) -> Int? {
    var index = object + 1
    if structure.byte(index) == 0x7D { return index + 1 }
    let base = keys.base
    var filter: UInt64 = 0
    // Objects of one node never lie in one another, nor do those on no path at one depth.
    let drawer = node == PathTree.none ? tree.size + depth : node
    let known = memory.known(drawer)
    var (isAsBefore, place) = (true, 0)
    while true {
      // Most members have the key of the record before, and a text that stands there as it is.
      if isAsBefore, let member = unsafe structure.plainMember(index),
        let way = unsafe known.way(at: place, member.key)
      {
        if way.path >= 0 { unsafe values[Int(way.path)] = .standing(member.value) }
        place += 1
        let mark = unsafe member.mark
        if mark == 0x7D { return index + 4 }
        guard mark == 0x2C else { return nil }
        index += 4
        continue
      }
      let way: MemberMemory.Way
      if isAsBefore, let text = unsafe structure.text(at: index), let before = unsafe known.way(at: place, text) {
        way = before
      } else {
        if isAsBefore, !enterKeys(of: object, before: place, base: base, filter: &filter, structure) { return nil }
        isAsBefore = false
        guard let key = unsafe structure.key(index) else { return nil }
        let signature = unsafe KeySignature(key)
        if place < ObjectKeys.listLimit {
          guard unsafe keys.insert(key, signature, base: base, filter: &filter) else { return nil }
        } else if place == ObjectKeys.listLimit {
          guard ObjectKeys.areDistinct(in: object, structure) else { return nil }
        }
        way = unsafe tree.way(from: node, key, signature)
        memory.note(drawer, at: place, structure.lead(index), way)
      }
      guard let next = walk(index + 2, Int(way.node), depth: depth, structure) else { return nil }
      place += 1
      switch structure.byte(next) {
      case 0x2C: index = next + 1
      case 0x7D:
        keys.leave(base)
        return place <= JSONLimits.record.members ? next + 1 : nil
      default: return nil
      }
    }
  }

  /// Enters the keys that an object has in common with the one before, once it differs.
  private mutating func enterKeys(
    of object: Int, before count: Int, base: Int, filter: inout UInt64, _ structure: JSONStructure
  ) -> Bool {
    var index = object + 1
    for _ in 0..<count {
      guard let key = unsafe structure.key(index), let next = structure.next(index + 2),
        unsafe keys.insert(key, KeySignature(key), base: base, filter: &filter)
      else { return false }
      index = next + 1
    }
    return true
  }

  // MARK: By the strict parser

  /// What is wrong with a record, found before anything is kept of it: a long one could take much memory.
  private func checked(_ record: [UInt8]) -> String? {
    do {
      try JSONParser.check(record, limits: .record)
      return nil
    } catch { return error.reason(in: record.span) }
  }

  private mutating func readStrictly(_ record: [UInt8]) -> String? {
    do {
      let value = try JSONParser.value(record, limits: .record)
      guard value.object != nil else { return "record is \(value.kindWithArticle), not an object" }
      keep(value, PathTree.root)
      return nil
    } catch { return error.reason(in: record.span) }
  }

  private mutating func keep(_ value: JSONValue, _ node: Int) {
    guard node != PathTree.none else { return }
    let path = tree.path(at: node)
    switch value {
    case .null: if let path { values[path] = .null }
    case .bool(let value): if let path { values[path] = .bool(value) }
    case .int(let value): if let path { values[path] = .int(value) }
    case .double(let value): if let path { values[path] = .double(value) }
    case .string(let string): if let path { keepString(string, path) }
    case .array(let elements):
      for (index, element) in elements.enumerated() { keep(element, tree.element(of: node, index)) }
      if let path { keepComposite(value, path) }
    case .object(let object):
      for member in object.members { keep(member.value, child(of: node, member.key)) }
      if let path { keepComposite(value, path) }
    }
  }

  private func child(of node: Int, _ key: String) -> Int {
    var key = key
    return key.withUTF8 { bytes in unsafe tree.child(of: node, bytes, KeySignature(bytes)) }
  }

  private mutating func keepString(_ string: String, _ path: Int) {
    let start = text.count
    text.append(string)
    values[path] = .string(start: start, length: text.count - start)
  }

  private mutating func keepComposite(_ value: JSONValue, _ path: Int) {
    let start = text.count
    CanonicalJSON.writeRecordPart(value, to: &text)
    values[path] = .composite(start: start, length: text.count - start)
  }
}
