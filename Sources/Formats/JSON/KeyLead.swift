/// What stands in a record from a key's opening quote to the value behind it, for keys that are not long: one comparison
/// finds both quotes, the key and the colon again.
struct KeyLead {
  /// The longest that is kept.
  static let limit = 32

  private let words: (UInt64, UInt64, UInt64, UInt64)
  private let masks: (UInt64, UInt64, UInt64, UInt64)

  /// The first `length` bytes, which are 1 to `limit`, of `text`, of which `limit` can be read.
  init(_ text: UnsafePointer<UInt8>, length: Int) {
    precondition((1...KeyLead.limit).contains(length), "a lead is not longer than what is kept")
    masks = (
      KeyLead.mask(length), KeyLead.mask(length - 8), KeyLead.mask(length - 16), KeyLead.mask(length - 24)
    )
    let read = unsafe KeyLead.words(text)
    words = (read.0 & masks.0, read.1 & masks.1, read.2 & masks.2, read.3 & masks.3)
  }

  /// A word of which as many bytes count.
  private static func mask(_ count: Int) -> UInt64 {
    count >= 8 ? .max : count <= 0 ? 0 : UInt64(littleEndian: (1 << (UInt64(count) * 8)) - 1)
  }

  private static func words(_ text: UnsafePointer<UInt8>) -> (UInt64, UInt64, UInt64, UInt64) {
    let raw = unsafe UnsafeRawPointer(text)
    return unsafe (
      raw.loadUnaligned(as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self), raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    )
  }

  /// Whether `text`, of which `limit` bytes can be read, begins with the lead.
  @inline(__always)
  func begins(_ text: UnsafePointer<UInt8>) -> Bool {
    let read = unsafe KeyLead.words(text)
    let differences =
      (read.0 ^ words.0) & masks.0 | (read.1 ^ words.1) & masks.1 | (read.2 ^ words.2) & masks.2
      | (read.3 ^ words.3) & masks.3
    return differences == 0
  }
}
