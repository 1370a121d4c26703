/// The generator of the bootstrap: xoshiro256** 1.0 of Blackman and Vigna, whose state comes from SplitMix64.
///
/// Stated in whole so that any language can draw the same numbers: the four words of the state are the first four outputs
/// of SplitMix64 that starts at `seed`; draw `b` of a bootstrap uses the seed `seed + b × 0x9E3779B97F4A7C15` modulo 2^64.
package struct Xoshiro256: Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  package init(seed: UInt64) {
    var state = seed
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
      return word ^ word >> 31
    }
    a = next()
    b = next()
    c = next()
    d = next()
  }

  /// A given state, which is not all zero.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) { (a, b, c, d) = state }

  package init(seed: UInt64, draw: Int) {
    self.init(seed: seed &+ UInt64(draw) &* 0x9E37_79B9_7F4A_7C15)
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
