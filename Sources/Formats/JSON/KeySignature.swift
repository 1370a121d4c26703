/// A number by which most different keys are told apart without comparing them.
///
/// It is made of a key's length, its first and its last eight bytes; equal signatures still need a comparison.
enum KeySignature {
  static func of(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(key)
    let count = raw.count
    var first: UInt64 = 0
    var last: UInt64 = 0
    if count >= 8 {
      first = unsafe raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      last = unsafe raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      first = UInt64(unsafe raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
      last = UInt64(unsafe raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else if count > 0 {
      first = unsafe UInt64(raw[0]) << 16 | UInt64(raw[count / 2]) << 8 | UInt64(raw[count - 1])
    }
    let mixed = (first ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    let folded = (mixed ^ mixed >> 32 ^ last) &* 0xE703_7ED1_A0B4_28DB
    return folded ^ folded >> 29
  }

  /// Where a hash table looks first.
  static func place(_ signature: UInt64) -> Int { Int(truncatingIfNeeded: signature >> 20 & 0xFFFF_FFFF) }

  /// One of 64 bits, for a filter.
  static func bit(_ signature: UInt64) -> UInt64 { 1 << (signature >> 58) }
}
