/// A table that decodes one of deflate's codes (RFC 1951, 3.2.2) by looking up the next bits, longer codes in two steps.
///
/// An entry holds what the loop needs at once: how many bits to take, how many extra bits follow, and the value.
struct HuffmanTable {
  private(set) var entries: [UInt32]
  /// Bits of the first lookup.
  let rootBits: Int

  /// Bits 0 to 7: bits to take. Bits 8 to 12: extra bits. Bits 13 to 27: value.
  enum Entry {
    static let literal: UInt32 = 1 << 31
    /// The block ends, no code has these bits, or a longer code begins with them: not a length or a distance.
    static let special: UInt32 = 1 << 30
    static let end: UInt32 = 1 << 29
    /// The value is where the second table begins, the extra bits its width.
    static let link: UInt32 = 1 << 28
  }

  private static let longest = 15

  /// `lengths` are the codes' lengths by symbol, 0 for none; `entry` gives a symbol's kind, value and extra bits.
  ///
  /// Nil for lengths that are no code: too many, or too few where more than one has a length. A single code of one bit is
  /// one, and so is none at all, of which no bits can be decoded.
  init?(_ lengths: ArraySlice<UInt8>, rootBits: Int, entry: (Int) -> UInt32) {
    var counts = [Int](repeating: 0, count: HuffmanTable.longest + 1)
    for length in lengths { counts[Int(length)] += 1 }
    let used = lengths.count - counts[0]
    counts[0] = 0
    var left = 1
    for count in counts.dropFirst() {
      left = left * 2 - count
      if left < 0 { return nil }
    }
    guard left == 0 || used == 0 || used == 1 && counts[1] == 1 else { return nil }
    self.rootBits = rootBits
    entries = [UInt32](repeating: Entry.special, count: 1 << rootBits)
    fill(lengths, HuffmanTable.firstCodes(counts), entry)
  }

  private static func firstCodes(_ counts: [Int]) -> [Int] {
    var codes = [0, 0]
    for length in 1..<longest { codes.append((codes[length] + counts[length]) << 1) }
    return codes
  }

  private mutating func fill(_ lengths: ArraySlice<UInt8>, _ first: [Int], _ entry: (Int) -> UInt32) {
    var next = first
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      let code = HuffmanTable.reversed(next[length], length)
      next[length] += 1
      if length <= rootBits {
        place(entry(symbol) | UInt32(length), code, step: 1 << length, from: 0, count: 1 << rootBits)
      } else {
        let start = second(for: code & (1 << rootBits - 1))
        place(
          entry(symbol) | UInt32(length - rootBits), code >> rootBits, step: 1 << (length - rootBits), from: start,
          count: 1 << (HuffmanTable.longest - rootBits))
      }
    }
  }

  private mutating func place(_ entry: UInt32, _ code: Int, step: Int, from start: Int, count: Int) {
    for index in stride(from: code, to: count, by: step) { entries[start + index] = entry }
  }

  /// Where the second table of the codes that begin with these bits is; all second tables have one width.
  private mutating func second(for root: Int) -> Int {
    if entries[root] & Entry.link != 0 { return Int(entries[root] >> 14 & 0x3FFF) }
    let start = entries.count
    let width = HuffmanTable.longest - rootBits
    entries += [UInt32](repeating: Entry.special, count: 1 << width)
    entries[root] = Entry.special | Entry.link | UInt32(start) << 14 | UInt32(width) << 8 | UInt32(rootBits)
    return start
  }

  private static func reversed(_ code: Int, _ length: Int) -> Int {
    var (code, result) = (code, 0)
    for _ in 0..<length {
      result = result << 1 | code & 1
      code >>= 1
    }
    return result
  }
}
