/// Finds the number of a word by the hash of its bytes: an open table, so that a lookup makes no key.
struct WordIndex {
  private var slots: [Slot] = Array(repeating: Slot(), count: 1024)
  private var count = 0

  private struct Slot {
    var number: Int32 = -1
    var hash = 0
  }

  /// Seeded anew in each process: it decides where a word lies in the table, never what comes out.
  static func hash(_ bytes: Span<UInt8>, style: WordStyle) -> Int {
    var hasher = Hasher()
    hasher.combine(style)
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  /// The number under `hash` that `matches`.
  func find(_ hash: Int, _ matches: (Int32) -> Bool) -> Int32? {
    var place = hash & (slots.count - 1)
    while slots[place].number >= 0 {
      if slots[place].hash == hash, matches(slots[place].number) { return slots[place].number }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  mutating func insert(_ number: Int32, hash: Int) {
    if count * 2 >= slots.count { grow() }
    place(Slot(number: number, hash: hash))
    count += 1
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.number >= 0 { place(slot) }
  }

  private mutating func place(_ slot: Slot) {
    var place = slot.hash & (slots.count - 1)
    while slots[place].number >= 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = slot
  }
}
