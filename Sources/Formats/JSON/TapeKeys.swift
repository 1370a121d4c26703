/// Finds keys that occur twice in an object of a tape.
@safe struct TapeKeys: ~Copyable {
  /// Objects with more members than this are checked by a full hash, whose seed nobody can know beforehand.
  static let listLimit = 32

  /// The keys of the objects that are open, the innermost last. There is room for `listLimit` in each object of the
  /// deepest nesting that a reader takes.
  private let marks: UnsafeMutablePointer<Mark>
  private var count = 0

  private static let capacity = (JSONLimits.standardDepth + 1) * listLimit

  private struct Mark {
    let signature: KeySignature
    let index: Int
  }

  init() { unsafe marks = .allocate(capacity: TapeKeys.capacity) }

  deinit { unsafe marks.deallocate() }

  /// Where the keys of an object that is entered now will begin.
  var base: Int { count }

  /// Leaves the object whose keys begin at `base`.
  mutating func leave(_ base: Int) { count = base }

  /// Adds the key at `index` to the object whose keys begin at `base`; false if it is there already. `filter` holds the
  /// bits of the signatures so far, so that a new key is mostly known as such at once.
  mutating func insert(
    _ index: Int, _ signature: KeySignature, base: Int, filter: inout UInt64, _ tape: JSONTape
  ) -> Bool {
    let bit = signature.bit
    if filter & bit != 0 {
      for place in base..<count where unsafe marks[place].signature.agrees(with: signature) {
        if signature.length <= KeySignature.exactLength { return false }
        if unsafe tape.string(marks[place].index).elementsEqual(tape.string(index)) { return false }
      }
    }
    filter |= bit
    precondition(count < TapeKeys.capacity, "neither objects of the list nor their nesting exceed the room")
    unsafe (marks + count).initialize(to: Mark(signature: signature, index: index))
    count += 1
    return true
  }

  /// Whether a key occurs twice in the object at `object`, which has many.
  static func repeats(in object: Int, _ tape: JSONTape) -> Bool {
    var keys: [(hash: Int, index: Int)] = []
    let closing = tape.closing(object)
    var index = object + 1
    while index < closing {
      var hasher = Hasher()
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(tape.string(index)))
      keys.append((hasher.finalize(), index))
      index = tape.next(index + 1)
    }
    keys.sort { $0.hash < $1.hash }
    return zip(keys, keys.dropFirst()).contains { one, other in
      unsafe one.hash == other.hash && tape.string(one.index).elementsEqual(tape.string(other.index))
    }
  }
}
