import Bytes

/// Where the brackets, commas, colons and values of a record stand, by their order: `index` 0 is the first of them.
///
/// The text is UTF-8, and its strings are closed and hold no control character. Whether what stands where it stands is JSON
/// is for those to find out who ask: each answer is nil or false for what is not. Holds until the scanner goes on.
@safe struct JSONStructure {
  private let text: UnsafePointer<UInt8>
  private let places: UnsafePointer<UInt32>
  let count: Int
  /// Behind the record's last byte.
  private let textEnd: Int
  /// Whether a backslash stands anywhere in the record.
  private let hasEscapes: Bool

  init(
    text: UnsafePointer<UInt8>, end: Int, places: UnsafePointer<UInt32>, count: Int, hasEscapes: Bool
  ) {
    unsafe self.text = text
    unsafe self.places = places
    self.count = count
    textEnd = end
    self.hasEscapes = hasEscapes
  }

  /// The first byte of what stands at `index`; 0 behind the last.
  @inline(__always)
  func byte(_ index: Int) -> UInt8 { unsafe index < count ? text[Int(places[index])] : 0 }

  @inline(__always)
  private func start(_ index: Int) -> Int { unsafe Int(places[index]) }

  /// Behind the last byte of what stands at `index`, which is before the last bracket.
  @inline(__always)
  private func end(_ index: Int) -> Int {
    var end = unsafe index + 1 < count ? Int(places[index + 1]) : textEnd
    while unsafe text[end - 1].isJSONSpace { end -= 1 }
    return end
  }

  @inline(__always)
  private func bytes(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: text + start, count: end - start)
  }

  // MARK: Strings

  /// What stands between the quotes of the string at `index`, escapes and all.
  func string(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard byte(index) == 0x22 else { return nil }
    let (start, end) = (start(index), end(index))
    guard end - start >= 2, unsafe text[end - 1] == 0x22 else { return nil }
    return unsafe bytes(start + 1, end - 1)
  }

  /// A member of a record without any escape, whose value is a string that ends right before what follows; most are such:
  /// where its key begins, the value, and the bracket or comma behind.
  ///
  /// That what stands at `index` is a key is for the caller to see: of its text `KeyLead.limit` bytes can be read.
  @inline(__always)
  func plainMember(
    _ index: Int
  ) -> (key: UnsafePointer<UInt8>, value: UnsafeBufferPointer<UInt8>, mark: UInt8)? {
    guard !hasEscapes, index + 3 < count else { return nil }
    let (start, end) = (start(index + 2), start(index + 3))
    guard unsafe text[start] == 0x22, end - start >= 2, unsafe text[end - 1] == 0x22 else { return nil }
    return unsafe (text + self.start(index), bytes(start + 1, end - 1), text[end])
  }

  /// Whether a string of this text holds an escape.
  func isEscaped(_ string: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe hasEscapes && string.contains(0x5C)
  }

  /// The key at `index`, which a colon follows. Keys with escapes are left to the strict parser.
  func key(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let key = unsafe string(index), byte(index + 1) == 0x3A, unsafe !isEscaped(key) else { return nil }
    return unsafe key
  }

  /// The text from the key at `index` on, of which `KeyLead.limit` bytes can be read; nil behind the last.
  @inline(__always)
  func text(at index: Int) -> UnsafePointer<UInt8>? { unsafe index < count ? text + start(index) : nil }

  /// What stands between the opening quote of the key at `index` and its value; nil if that is long.
  func lead(_ index: Int) -> KeyLead? {
    guard index + 2 < count else { return nil }
    let length = start(index + 2) - start(index)
    return length <= KeyLead.limit ? unsafe KeyLead(text + start(index), length: length) : nil
  }

  // MARK: Literals and numbers

  enum Scalar {
    case null, bool(Bool), int(Int64), double(Double)
  }

  /// What stands at `index`, if that is a literal or a number.
  func scalar(_ index: Int) -> Scalar? {
    switch byte(index) {
    case 0x2D, 0x30...0x39: number(index)
    case 0x74: isWord(index, "true") ? .bool(true) : nil
    case 0x66: isWord(index, "false") ? .bool(false) : nil
    case 0x6E: isWord(index, "null") ? .null : nil
    default: nil
    }
  }

  private func isWord(_ index: Int, _ word: StaticString) -> Bool {
    let (start, end) = (start(index), end(index))
    guard end - start == word.utf8CodeUnitCount else { return false }
    for offset in 0..<(end - start) where unsafe text[start + offset] != word.utf8Start[offset] { return false }
    return true
  }

  /// So many digits are a whole number that fits into 64 bits.
  private static let exactDigits = 18

  private func number(_ index: Int) -> Scalar? {
    let (start, end) = (start(index), end(index))
    let first = unsafe text[start] == 0x2D ? start + 1 : start
    var place = first
    var value: Int64 = 0
    while place < end, unsafe text[place].isASCIIDigit {
      value = unsafe value &* 10 &+ Int64(text[place] &- 0x30)
      place += 1
    }
    guard place > first, unsafe place == first + 1 || text[first] != 0x30 else { return nil }
    if place == end, place - first <= JSONStructure.exactDigits { return .int(first > start ? -value : value) }
    let isWhole = place == end
    guard passFraction(&place, end), passExponent(&place, end), place == end else { return nil }
    let word = unsafe String(decoding: bytes(start, end), as: UTF8.self)
    if isWhole, let value = Int64(word) { return .int(value) }
    return Double(word).flatMap { $0.isFinite ? .double($0) : nil }
  }

  private func passFraction(_ place: inout Int, _ end: Int) -> Bool {
    guard place < end, unsafe text[place] == 0x2E else { return true }
    place += 1
    return passDigits(&place, end)
  }

  private func passExponent(_ place: inout Int, _ end: Int) -> Bool {
    guard place < end, unsafe text[place] | 0x20 == 0x65 else { return true }
    place += 1
    if place < end, unsafe text[place] == 0x2B || text[place] == 0x2D { place += 1 }
    return passDigits(&place, end)
  }

  private func passDigits(_ place: inout Int, _ end: Int) -> Bool {
    let first = place
    while place < end, unsafe text[place].isASCIIDigit { place += 1 }
    return place > first
  }

  // MARK: Arrays and objects

  /// The index behind the value at `index`, whatever is in it; nil if it never ends.
  func next(_ index: Int) -> Int? {
    var (place, depth) = (index, 0)
    while place < count {
      switch byte(place) {
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D: depth -= 1
      default: break
      }
      place += 1
      if depth <= 0 { return place }
    }
    return nil
  }
}
