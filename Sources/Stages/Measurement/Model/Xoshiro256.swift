/// The generator of the bootstrap: xoshiro256** 1.0 of Blackman and Vigna, whose state comes from SplitMix64.
///
/// Stated in whole so that any language can draw the same numbers: the four words of the state are the first four outputs
/// of SplitMix64 that starts at a seed; the seed of draw `b` of a bootstrap, counted from 0, is output `b + 1` of SplitMix64
/// that starts at the bootstrap's seed, so that no two draws have a word of their states in common but by chance.
package struct Xoshiro256: Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  package init(seed: UInt64) {
    a = Xoshiro256.splitMix(seed, output: 1)
    b = Xoshiro256.splitMix(seed, output: 2)
    c = Xoshiro256.splitMix(seed, output: 3)
    d = Xoshiro256.splitMix(seed, output: 4)
  }

  /// Output `output`, counted from 1, of SplitMix64 that starts at `seed` (Steele, Lea and Flood 2014).
  private static func splitMix(_ seed: UInt64, output: UInt64) -> UInt64 {
    var word = seed &+ output &* 0x9E37_79B9_7F4A_7C15
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// A given state, which is not all zero.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) { (a, b, c, d) = state }

  package init(seed: UInt64, draw: Int) {
    self.init(seed: Xoshiro256.splitMix(seed, output: UInt64(draw) + 1))
  }

  package mutating func next() -> UInt64 {
    let product = b &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = d << 45 | d >> 19
    return result
  }

  /// A whole number below `bound`: the high 64 bits of the product of the next output and `bound`.
  package mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
