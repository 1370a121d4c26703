/// Finds keys that occur twice in an object of a tape.
struct TapeKeys {
  /// Objects with more members than this are checked by a full hash, whose seed nobody can know beforehand.
  static let listLimit = 32

  /// The keys of the objects that are open, the innermost last.
  private var marks: [Mark] = []

  private struct Mark {
    let signature: UInt64
    let index: Int
  }

  /// Where the keys of an object that is entered now will begin.
  var base: Int { marks.count }

  /// Leaves the object whose keys begin at `base`.
  mutating func leave(_ base: Int) { marks.removeLast(marks.count - base) }

  mutating func removeAll() { marks.removeAll(keepingCapacity: true) }

  /// Adds the key at `index` to the object whose keys begin at `base`; false if it is there already. `filter` holds the
  /// bits of the signatures so far, so that a new key is mostly known as such at once.
  mutating func insert(
    _ index: Int, _ signature: UInt64, base: Int, filter: inout UInt64, _ tape: JSONTape
  ) -> Bool {
    let bit = KeySignature.bit(signature)
    if filter & bit != 0 {
      for place in base..<marks.count where marks[place].signature == signature {
        if unsafe tape.string(marks[place].index).elementsEqual(tape.string(index)) { return false }
      }
    }
    filter |= bit
    marks.append(Mark(signature: signature, index: index))
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
