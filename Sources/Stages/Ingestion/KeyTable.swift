/// The unique keys seen so far: open addressing over 16-byte hashes, at most three quarters full.
struct KeyTable {
  /// The two halves of a key side by side, so that a look touches one line of memory; 0, 0 is an empty place.
  private var halves: [UInt64]
  private var places: Int
  private var count = 0

  init() {
    places = 1024
    halves = [UInt64](repeating: 0, count: 2 * places)
  }

  /// Enters a key; false if it was there.
  mutating func insert(_ key: KeyHash) -> Bool {
    // A key that hashes to the mark of an empty place takes a neighbouring value.
    let high = key.high
    let low = key.low == 0 && high == 0 ? 1 : key.low
    if (count + 1) * 4 > places * 3 { grow() }
    var place = Int(truncatingIfNeeded: low) & (places - 1)
    while halves[2 * place] != 0 || halves[2 * place + 1] != 0 {
      if halves[2 * place] == high, halves[2 * place + 1] == low { return false }
      place = (place + 1) & (places - 1)
    }
    halves[2 * place] = high
    halves[2 * place + 1] = low
    count += 1
    return true
  }

  /// Looks at the place of a key that is to be entered soon, so that its memory is near by then; the value means nothing.
  func touch(_ key: KeyHash) -> UInt64 { halves[2 * (Int(truncatingIfNeeded: key.low) & (places - 1))] }

  private mutating func grow() {
    let old = halves
    places *= 2
    halves = [UInt64](repeating: 0, count: 2 * places)
    for index in stride(from: 0, to: old.count, by: 2) where old[index] != 0 || old[index + 1] != 0 {
      var place = Int(truncatingIfNeeded: old[index + 1]) & (places - 1)
      while halves[2 * place] != 0 || halves[2 * place + 1] != 0 { place = (place + 1) & (places - 1) }
      halves[2 * place] = old[index]
      halves[2 * place + 1] = old[index + 1]
    }
  }
}
