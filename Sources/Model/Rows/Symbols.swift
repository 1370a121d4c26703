/// The distinct byte strings of a chunk, numbered by their first appearance.
///
/// Columns hold numbers instead of texts: equal texts have equal codes, so that comparing and counting never touch
/// bytes. Open addressing; the hash is seeded by the process, which moves no code, since codes follow appearance only.
public struct Symbols: Sendable {
  /// The bytes of all symbols, end to end.
  private var bytes: [UInt8] = []
  /// Where symbol `code` begins; one more entry than there are symbols.
  private var starts: [Int] = [0]
  /// 0 for an empty place, else the symbol's hash above its code + 1; always a power of two long and at most half full.
  private var table: [UInt64]

  public init() { table = [UInt64](repeating: 0, count: 256) }

  /// Symbols that begin with the given texts in order, so that code `n` is `texts[n]` (texts are distinct).
  public init(seededWith texts: [String]) {
    self.init()
    for text in texts { _ = intern(text) }
  }

  public var count: Int { starts.count - 1 }

  /// The code of `text`, new or known.
  public mutating func intern(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { unsafe intern($0) }
  }

  /// The code of a byte string, new or known.
  public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = unsafe Symbols.hash(text)
    let (place, known) = unsafe find(text, hash)
    if let known { return known }
    let code = UInt32(count)
    unsafe bytes.append(contentsOf: text)
    starts.append(bytes.count)
    table[place] = UInt64(hash) << 32 | UInt64(code + 1)
    if count * 2 > table.count { grow() }
    return code
  }

  /// The code of `text` if it occurs.
  public func code(of text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { unsafe code(of: $0) }
  }

  private func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32? {
    unsafe find(text, Symbols.hash(text)).code
  }

  /// Where a text is in the table, and its code; or where it would be.
  @inline(__always)
  private func find(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> (place: Int, code: UInt32?) {
    let mask = table.count - 1
    var place = Int(hash) & mask
    while table[place] != 0 {
      if table[place] >> 32 == UInt64(hash) {
        let code = UInt32(truncatingIfNeeded: table[place]) - 1
        if unsafe equals(code, text) { return (place, code) }
      }
      place = (place + 1) & mask
    }
    return (place, nil)
  }

  /// The text of a code that this table gave out.
  public func text(_ code: UInt32) -> String {
    String(decoding: bytes[starts[Int(code)]..<starts[Int(code) + 1]], as: UTF8.self)
  }

  /// The bytes of a code that this table gave out.
  public func bytes(_ code: UInt32) -> ArraySlice<UInt8> {
    bytes[starts[Int(code)]..<starts[Int(code) + 1]]
  }

  /// Whether the bytes of a code begin with others; no slice is made for it.
  public func bytes(_ code: UInt32, startWith prefix: [UInt8]) -> Bool {
    let start = starts[Int(code)]
    guard starts[Int(code) + 1] - start >= prefix.count else { return false }
    for index in prefix.indices where bytes[start + index] != prefix[index] { return false }
    return true
  }

  private func equals(_ code: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[Int(code)]
    guard starts[Int(code) + 1] - start == text.count else { return false }
    return unsafe bytes.withUnsafeBytes { known in
      unsafe Symbols.same(
        UnsafeRawBufferPointer(rebasing: known[start..<start + text.count]), UnsafeRawBufferPointer(text))
    }
  }

  /// Whether two stretches of one length hold the same bytes, compared eight at a time; the last eight may overlap the
  /// ones before.
  private static func same(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    let count = one.count
    guard count >= 8 else { return unsafe short(one) == short(other) }
    var index = 0
    while index + 8 < count {
      if unsafe word(one, index) != word(other, index) { return false }
      index += 8
    }
    return unsafe word(one, count - 8) == word(other, count - 8)
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// All of at most seven bytes in one number; texts of one length have one number only if they are the same.
  private static func short(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    if count >= 4 {
      let first = unsafe bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
      let last = unsafe bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return UInt64(first) << 32 | UInt64(last)
    }
    guard count > 0 else { return 0 }
    return unsafe UInt64(bytes[0]) << 16 | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1])
  }

  private mutating func grow() {
    let old = table
    table = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 {
      var place = Int(entry >> 32) & (table.count - 1)
      while table[place] != 0 { place = (place + 1) & (table.count - 1) }
      table[place] = entry
    }
  }

  /// A seed of the process, so that nobody can prepare an export whose texts all collide.
  private static let seed = UInt64.random(in: .min ... .max) | 1

  /// Eight bytes at a time through a 64 by 64 to 128 bit multiplication, folded; the last eight may overlap.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let raw = UnsafeRawBufferPointer(text)
    var state = seed ^ UInt64(truncatingIfNeeded: raw.count)
    let tail: UInt64
    if raw.count >= 8 {
      var index = 0
      while index + 8 < raw.count {
        state = unsafe mix(state ^ word(raw, index))
        index += 8
      }
      tail = unsafe word(raw, raw.count - 8)
    } else {
      tail = unsafe short(raw)
    }
    state = mix(state ^ tail ^ 0x9E37_79B9_7F4A_7C15)
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ seed &* 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}
