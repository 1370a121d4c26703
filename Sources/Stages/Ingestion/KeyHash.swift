/// A 128-bit hash of a record's unique key, seeded by the process.
///
/// Two keys that differ collide with a probability of about n²/2¹²⁹ for n records, which is none in practice; the seed keeps
/// anyone from preparing such a pair.
struct KeyHash: Hashable, Sendable {
  private(set) var high: UInt64
  private(set) var low: UInt64

  private static let seeds = (UInt64.random(in: .min ... .max) | 1, UInt64.random(in: .min ... .max) | 1)

  init() {
    high = KeyHash.seeds.0
    low = KeyHash.seeds.1
  }

  /// Adds one value of the key, with its length, so that ("ab", "c") differs from ("a", "bc").
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    add(word: UInt64(truncatingIfNeeded: bytes.count))
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index + 8 <= raw.count {
      unsafe add(word: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var tail: UInt64 = 0
    while index < raw.count {
      tail = unsafe tail << 8 | UInt64(raw[index])
      index += 1
    }
    add(word: tail)
  }

  mutating func add(word: UInt64) {
    let first = (high ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    let second = (low ^ word &+ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    high = first.high ^ first.low ^ KeyHash.seeds.1
    low = second.high ^ second.low ^ KeyHash.seeds.0
  }
}
