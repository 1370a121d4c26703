/// The unique keys seen so far: open addressing over 16-byte hashes, at most three quarters full.
struct KeyTable {
  private var highs: [UInt64]
  private var lows: [UInt64]
  private var count = 0

  init() {
    highs = [UInt64](repeating: 0, count: 1024)
    lows = [UInt64](repeating: 0, count: 1024)
  }

  /// Enters a key; false if it was there.
  mutating func insert(_ key: KeyHash) -> Bool {
    // The all-zero pair marks an empty slot; a key that hashes to it takes a neighbouring value.
    let high = key.high
    let low = key.low == 0 && high == 0 ? 1 : key.low
    if (count + 1) * 4 > highs.count * 3 { grow() }
    let mask = highs.count - 1
    var place = Int(truncatingIfNeeded: low) & mask
    while highs[place] != 0 || lows[place] != 0 {
      if highs[place] == high, lows[place] == low { return false }
      place = (place + 1) & mask
    }
    highs[place] = high
    lows[place] = low
    count += 1
    return true
  }

  private mutating func grow() {
    let (oldHighs, oldLows) = (highs, lows)
    highs = [UInt64](repeating: 0, count: oldHighs.count * 2)
    lows = [UInt64](repeating: 0, count: oldHighs.count * 2)
    let mask = highs.count - 1
    for index in oldHighs.indices where oldHighs[index] != 0 || oldLows[index] != 0 {
      var place = Int(truncatingIfNeeded: oldLows[index]) & mask
      while highs[place] != 0 || lows[place] != 0 { place = (place + 1) & mask }
      highs[place] = oldHighs[index]
      lows[place] = oldLows[index]
    }
  }
}
