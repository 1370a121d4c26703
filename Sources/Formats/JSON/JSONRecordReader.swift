import Chunking

/// Reads records, one JSON object each, and keeps what stands at the paths that were asked for.
///
/// simdjson parses; what it or the walk over its tape refuses is put before the strict parser of this module, which
/// decides and gives the reason, so that neither depends on the processor.
package struct JSONRecordReader: ~Copyable {
  private var parser = SimdjsonParser()
  private let tree: PathTree
  private let values: FoundValues
  private var keys = TapeKeys()
  private var memory: MemberMemory
  private var composites = CanonicalTape()
  /// The tape of the record, where simdjson has read it.
  private var tape: JSONTape?
  /// The texts that do not lie in simdjson's buffer.
  private var text = JSONText()

  /// A path is a list of the names of members; a decimal number in it is also the index of an element. The empty path is
  /// the record.
  package init(paths: [[String]]) {
    tree = PathTree(paths: paths)
    values = FoundValues(count: tree.count)
    memory = MemberMemory(drawers: tree.size + JSONLimits.standardDepth + 1)
  }

  /// What the record that was read last has at the path of that number; it stays until the next value is asked for.
  ///
  /// An array or an object is written when it is asked for: most are not.
  package mutating func value(at path: Int) -> JSONSlot {
    switch values[tree.numbers[path]] {
    case .absent: return .absent
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .double(let value): return .double(value)
    case .taped(let bytes): return unsafe .string(bytes)
    case .tapedComposite(let index):
      guard let tape else { preconditionFailure("what lies on the tape is asked for while it holds") }
      let start = text.count
      composites.write(index, tape, to: &text)
      values[tree.numbers[path]] = .composite(start: start, length: text.count - start)
      return unsafe .composite(text.part(start, text.count - start))
    case .string(let start, let length): return unsafe .string(text.part(start, length))
    case .composite(let start, let length): return unsafe .composite(text.part(start, length))
    }
  }

  /// Reads a record, behind which `RecordChunk.padding` bytes can be read; the reason if it is to be rejected, and then
  /// every slot is absent.
  package mutating func read(_ record: UnsafeBufferPointer<UInt8>) -> String? {
    reset()
    if record.count > JSONLimits.longRecord, let reason = unsafe checked(Array(record)) { return reason }
    if let tape = unsafe parser.parse(record), tape.isObject(JSONTape.root) {
      self.tape = tape
      if walk(JSONTape.root, PathTree.root, depth: 0, tape) != nil { return nil }
      reset()
    }
    return unsafe readStrictly(Array(record))
  }

  private mutating func reset() {
    values.forget()
    text.removeAll()
    keys.leave(0)
  }

  // MARK: By the tape

  /// Keeps what is asked for of the value at `index`, and gives the index behind it; nil if a key repeats or the nesting
  /// is too deep.
  private mutating func walk(_ index: Int, _ node: Int, depth: Int, _ tape: JSONTape) -> Int? {
    if node == PathTree.none, let next = tape.nextOfScalar(index) { return next }
    let kind = tape.kind(index)
    switch kind {
    case .array:
      guard depth < JSONLimits.standardDepth, walkElements(index, node, depth: depth + 1, tape) else { return nil }
    case .object:
      guard depth < JSONLimits.standardDepth, walkMembers(index, node, depth: depth + 1, tape) else { return nil }
    case .null, .bool, .int, .double, .string: break
    }
    if let path = tree.path(at: node) { values[path] = value(kind, index, tape) }
    return tape.next(index)
  }

  private func value(_ kind: JSONTape.Kind, _ index: Int, _ tape: JSONTape) -> FoundValues.Value {
    switch kind {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .string: unsafe .taped(tape.string(index))
    case .array, .object: .tapedComposite(index)
    }
  }

  private mutating func walkElements(_ array: Int, _ node: Int, depth: Int, _ tape: JSONTape) -> Bool {
    let closing = tape.closing(array)
    var index = array + 1
    var ordinal = 0
    while index < closing {
      guard let next = walk(index, tree.element(of: node, ordinal), depth: depth, tape) else { return false }
      index = next
      ordinal += 1
    }
    return true
  }

  private mutating func walkMembers(_ object: Int, _ node: Int, depth: Int, _ tape: JSONTape) -> Bool {
    let isLarge = tape.memberCount(object) > TapeKeys.listLimit
    if tape.memberCount(object) > JSONLimits.record.members { return false }
    if isLarge, TapeKeys.repeats(in: object, tape) { return false }
    let base = keys.base
    var filter: UInt64 = 0
    // Objects of one node never lie in one another, nor do those on no path at one depth.
    let drawer = node == PathTree.none ? tree.size + depth : node
    var isAsBefore = !isLarge
    let closing = tape.closing(object)
    var (index, place) = (object + 1, 0)
    while index < closing {
      let key = unsafe tape.string(index)
      let signature = unsafe KeySignature(key)
      let child: Int
      if isAsBefore, let known = memory.child(drawer, at: place, signature) {
        child = known
      } else {
        if isAsBefore { enterKnown(place, drawer, base: base, filter: &filter, tape) }
        isAsBefore = false
        if !isLarge, !keys.insert(index, signature, base: base, filter: &filter, tape) { return false }
        child = unsafe tree.child(of: node, key, signature)
        if !isLarge { memory.note(drawer, at: place, signature, child) }
      }
      guard let next = walk(index + 1, child, depth: depth, tape) else { return false }
      index = next
      place += 1
    }
    keys.leave(base)
    return true
  }

  /// Enters the keys that an object has in common with the one before, once it differs.
  private mutating func enterKnown(_ count: Int, _ drawer: Int, base: Int, filter: inout UInt64, _ tape: JSONTape) {
    for place in 0..<count {
      let isNew = keys.insert(0, memory.signature(drawer, at: place), base: base, filter: &filter, tape)
      precondition(isNew, "no key repeats in what is remembered")
    }
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
