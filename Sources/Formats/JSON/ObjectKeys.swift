/// Finds keys that occur twice in an object, while its members are read.
@safe struct ObjectKeys: ~Copyable {
  /// Objects with more members than this are checked by a full hash, whose seed nobody can know beforehand.
  static let listLimit = 32

  /// The keys of the objects that are open, the innermost last. There is room for `listLimit` in each object of the
  /// deepest nesting that a reader takes.
  private let marks: UnsafeMutablePointer<Mark>
  private var count = 0

  private static let capacity = (JSONLimits.standardDepth + 1) * listLimit

  @safe private struct Mark {
    let signature: KeySignature
    let key: UnsafeBufferPointer<UInt8>
  }

  init() { unsafe marks = .allocate(capacity: ObjectKeys.capacity) }

  deinit { unsafe marks.deallocate() }

  /// Where the keys of an object that is entered now will begin.
  var base: Int { count }

  /// Leaves the object whose keys begin at `base`.
  mutating func leave(_ base: Int) { count = base }

  /// Adds a key to the object whose keys begin at `base`; false if it is there already. `filter` holds the bits of the
  /// signatures so far, so that a new key is mostly known as such at once.
  mutating func insert(
    _ key: UnsafeBufferPointer<UInt8>, _ signature: KeySignature, base: Int, filter: inout UInt64
  ) -> Bool {
    let bit = signature.bit
    if filter & bit != 0 {
      for place in base..<count where unsafe marks[place].signature.agrees(with: signature) {
        if signature.isExact { return false }
        if unsafe marks[place].key.elementsEqual(key) { return false }
      }
    }
    filter |= bit
    precondition(count < ObjectKeys.capacity, "neither objects of the list nor their nesting exceed the room")
    unsafe (marks + count).initialize(to: Mark(signature: signature, key: key))
    count += 1
    return true
  }

  /// Whether every key of the object at `object` occurs once, however many there are; false, too, for what is no object.
  static func areDistinct(in object: Int, _ structure: JSONStructure) -> Bool {
    var keys: [(hash: Int, index: Int)] = []
    var index = object + 1
    while structure.byte(index) != 0x7D {
      guard let key = unsafe structure.key(index), let next = structure.next(index + 2) else { return false }
      var hasher = Hasher()
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(key))
      keys.append((hasher.finalize(), index))
      index = structure.byte(next) == 0x2C ? next + 1 : next
    }
    keys.sort { $0.hash < $1.hash }
    return zip(keys, keys.dropFirst()).allSatisfy { one, other in
      guard one.hash == other.hash, let key = unsafe structure.key(one.index),
        let next = unsafe structure.key(other.index)
      else { return true }
      return unsafe !key.elementsEqual(next)
    }
  }
}
