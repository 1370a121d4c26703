/// What stands in a record from a key's opening quote to the value behind it, for keys that are not long: one comparison
/// finds both quotes, the key and the colon again.
struct KeyLead {
  /// The longest that is kept.
  static let limit = 32

  private typealias Words = SIMD2<UInt64>

  private let first: Words
  private let second: Words
  private let firstMask: Words
  private let secondMask: Words
  /// Whether the second half counts; most leads end in the first.
  private let isLong: Bool

  /// The first `length` bytes, which are 1 to `limit`, of `text`, of which `limit` can be read.
  init(_ text: UnsafePointer<UInt8>, length: Int) {
    precondition((1...KeyLead.limit).contains(length), "a lead is not longer than what is kept")
    firstMask = Words(KeyLead.mask(length), KeyLead.mask(length - 8))
    secondMask = Words(KeyLead.mask(length - 16), KeyLead.mask(length - 24))
    first = unsafe KeyLead.words(text, 0) & firstMask
    second = unsafe KeyLead.words(text, 16) & secondMask
    isLong = length > 16
  }

  /// A word of which as many bytes count.
  private static func mask(_ count: Int) -> UInt64 {
    count >= 8 ? .max : count <= 0 ? 0 : UInt64(littleEndian: (1 << (UInt64(count) * 8)) - 1)
  }

  @inline(__always)
  private static func words(_ text: UnsafePointer<UInt8>, _ offset: Int) -> Words {
    let raw = unsafe UnsafeRawPointer(text) + offset
    return unsafe Words(raw.loadUnaligned(as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// Whether `text`, of which `limit` bytes can be read, begins with the lead.
  @inline(__always)
  func begins(_ text: UnsafePointer<UInt8>) -> Bool {
    let one = unsafe (KeyLead.words(text, 0) ^ first) & firstMask
    guard one[0] | one[1] == 0 else { return false }
    guard isLong else { return true }
    let two = unsafe (KeyLead.words(text, 16) ^ second) & secondMask
    return two[0] | two[1] == 0
  }
}
