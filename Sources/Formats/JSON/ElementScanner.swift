import Chunking

/// Finds the end of one element of an array: the comma or the bracket behind it.
///
/// An element may be broken; what follows it shall not be lost with it. So brackets that do not match close what they
/// can, a string ends where its line does, and where a quote is missing, the element ends before a text that begins as
/// it began itself: `},` and the same `{"name"`.
struct ElementScanner: Sendable {
  /// The brackets that are open.
  private var open: [UInt8] = []
  /// How many of them are braces.
  private var openBraces = 0
  /// A string that the bytes at hand do not end, by distances from the element's beginning: its opening quote, and how
  /// far it has been read.
  private var unfinished: (quote: Int, next: Int)?

  var depth: Int { open.count }

  /// The index of the comma or bracket behind the element that begins at `start`; nil if more bytes are needed to know,
  /// and `position` is then where to go on.
  mutating func end(in bytes: Span<UInt8>, start: Int, from position: inout Int, atEnd: Bool) -> Int? {
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        switch passString(bytes, at: index, element: start, atEnd: atEnd) {
        case .goesOn(let next): index = next
        case .elementEnds(let end): return end
        case .unknown:
          position = index
          return nil
        }
        continue
      }
      if byte == 0x2C, open.isEmpty { return index }
      // The brackets differ from the braces by one bit.
      if byte | 0x20 == 0x7B {
        enter(byte)
      } else if byte | 0x20 == 0x7D, endsElement(closing: byte) {
        return index
      }
      index += 1
    }
    position = index
    return nil
  }

  private mutating func enter(_ bracket: UInt8) {
    open.append(bracket)
    if bracket == 0x7B { openBraces += 1 }
  }

  /// Closes the innermost bracket of the kind, and what was left open in it; whether none was open and the array ends.
  private mutating func endsElement(closing bracket: UInt8) -> Bool {
    let isBrace = bracket == 0x7D
    guard (isBrace ? openBraces : open.count - openBraces) > 0 else { return !isBrace }
    while let last = open.popLast() {
      if last == 0x7B { openBraces -= 1 }
      if (last == 0x7B) == isBrace { break }
    }
    return false
  }

  // MARK: Strings

  private enum Outcome {
    /// The string ends before the index.
    case goesOn(Int)
    /// A quote is missing, and the element ends at the index.
    case elementEnds(Int)
    case unknown
  }

  private mutating func passString(_ bytes: Span<UInt8>, at quote: Int, element: Int, atEnd: Bool) -> Outcome {
    var index = quote + 1
    if let unfinished, unfinished.quote == quote - element { index = element + unfinished.next }
    while let found = ByteSearch.first(0x22, 0x5C, 0x0A, in: bytes, from: index) {
      switch bytes[found] {
      case 0x5C:
        guard found + 1 < bytes.count else {
          unfinished = (quote - element, found - element)
          return .unknown
        }
        index = found + 2
      case 0x22:
        return ElementScanner.passQuote(bytes, at: found, from: quote, element: element, atEnd: atEnd)
      default: return ElementScanner.passBreak(bytes, at: found, element: element, atEnd: atEnd)
      }
    }
    unfinished = (quote - element, max(index, bytes.count) - element)
    return .unknown
  }

  /// What a string's closing quote is followed by shows whether it closes a string or opens one.
  private static func passQuote(
    _ bytes: Span<UInt8>, at closing: Int, from quote: Int, element: Int, atEnd: Bool
  ) -> Outcome {
    guard closing + 1 < bytes.count else { return atEnd ? .goesOn(closing + 1) : .unknown }
    switch bytes[closing + 1] {
    case 0x2C, 0x3A, 0x5D, 0x7D, 0x20, 0x09, 0x0A, 0x0D: return .goesOn(closing + 1)
    default: break
    }
    guard let beginning = Beginning(bytes, at: element) else { return .goesOn(closing + 1) }
    guard closing + beginning.length <= bytes.count || atEnd else { return .unknown }
    for candidate in quote + 1..<closing where beginning.stands(in: bytes, at: candidate) {
      if let comma = comma(in: bytes, before: candidate) { return .elementEnds(comma) }
    }
    return .goesOn(closing + 1)
  }

  /// A line break in a string: its quote is missing, and the string ends here at the latest.
  private static func passBreak(_ bytes: Span<UInt8>, at lineBreak: Int, element: Int, atEnd: Bool) -> Outcome {
    guard let beginning = Beginning(bytes, at: element) else { return .goesOn(lineBreak) }
    var next = lineBreak
    while next < bytes.count, bytes[next].isJSONSpace { next += 1 }
    guard next + beginning.length <= bytes.count || atEnd else { return .unknown }
    if beginning.stands(in: bytes, at: next), let comma = comma(in: bytes, before: next) { return .elementEnds(comma) }
    return .goesOn(lineBreak)
  }

  /// The comma before `index`, if it and a closing brace before it are all that precedes, white space apart.
  private static func comma(in bytes: Span<UInt8>, before index: Int) -> Int? {
    var comma = index - 1
    while comma > 0, bytes[comma].isJSONSpace { comma -= 1 }
    guard comma > 0, bytes[comma] == 0x2C else { return nil }
    var brace = comma - 1
    while brace > 0, bytes[brace].isJSONSpace { brace -= 1 }
    return bytes[brace] == 0x7D ? comma : nil
  }
}

/// How an element begins: its brace and its first name, by which its neighbours are recognised.
private struct Beginning {
  private let start: Int
  let length: Int

  /// The longest beginning that is compared, in bytes.
  private static let limit = 256

  /// Nil if the element at `start` does not begin with a brace and a name.
  init?(_ bytes: Span<UInt8>, at start: Int) {
    guard bytes[start] == 0x7B else { return nil }
    var index = start + 1
    while index < bytes.count, bytes[index].isJSONSpace { index += 1 }
    guard index < bytes.count, bytes[index] == 0x22,
      let closing = ByteSearch.first(0x22, 0x5C, 0x0A, in: bytes, from: index + 1), bytes[closing] == 0x22,
      closing + 1 - start <= Beginning.limit
    else { return nil }
    self.start = start
    length = closing + 1 - start
  }

  /// Whether the same bytes stand at `index`.
  func stands(in bytes: Span<UInt8>, at index: Int) -> Bool {
    guard index + length <= bytes.count, bytes[index] == 0x7B else { return false }
    for offset in 0..<length where bytes[start + offset] != bytes[index + offset] { return false }
    return true
  }
}
