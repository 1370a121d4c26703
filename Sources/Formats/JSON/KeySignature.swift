/// What most keys are told apart by: the length, the first and the last eight bytes.
///
/// Keys of at most `exactLength` bytes are equal when their signatures are; of longer ones the middle is compared too.
struct KeySignature {
  private let first: UInt64
  private let last: UInt64
  let length: Int

  /// The longest key that its first and last eight bytes cover.
  static let exactLength = 16

  init(_ key: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(key)
    length = raw.count
    if raw.count >= 8 {
      first = unsafe raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      last = unsafe raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
    } else if raw.count >= 4 {
      first = UInt64(unsafe raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
      last = UInt64(unsafe raw.loadUnaligned(fromByteOffset: raw.count - 4, as: UInt32.self))
    } else if raw.count > 0 {
      first = unsafe UInt64(raw[0]) << 16 | UInt64(raw[raw.count / 2]) << 8 | UInt64(raw[raw.count - 1])
      last = 0
    } else {
      (first, last) = (0, 0)
    }
  }

  private var hash: UInt64 {
    let mixed = (first ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
    let folded = (mixed ^ mixed >> 32 ^ last) &* 0xE703_7ED1_A0B4_28DB
    return folded ^ folded >> 29
  }

  /// Whether the keys are equal, or may be if they are longer than `exactLength`.
  func agrees(with other: KeySignature) -> Bool {
    first == other.first && last == other.last && length == other.length
  }

  /// Whether no other key has the signature.
  var isExact: Bool { length <= KeySignature.exactLength }

  /// Where a hash table looks first.
  var place: Int { Int(truncatingIfNeeded: hash >> 20 & 0xFFFF_FFFF) }

  /// One of 64 bits, for a filter.
  var bit: UInt64 { 1 << (hash >> 58) }
}
