import Bytes

/// Reads the text of PDF objects value by value (ISO 32000-1 7.3), each as the bytes that say it.
struct PDFScanner {
  private let text: ArraySlice<UInt8>
  private(set) var place: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    place = text.startIndex
  }

  /// The next byte that is neither space nor comment; nil at the end.
  mutating func next() -> UInt8? {
    while place < text.endIndex {
      switch text[place] {
      case 0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20: place += 1
      case UInt8(ascii: "%"): while place < text.endIndex, text[place] != 0x0A { place += 1 }
      default: return text[place]
      }
    }
    return nil
  }

  /// Goes behind a byte that must come next; false where another does.
  mutating func pass(_ byte: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: byte) else { return false }
    place += 1
    return true
  }

  /// The next value: a name, a string, an array, a dictionary, a reference or a word; nil where none begins.
  mutating func value() -> ArraySlice<UInt8>? {
    guard let first = next() else { return nil }
    let start = place
    switch first {
    case UInt8(ascii: "("): skipString()
    case UInt8(ascii: "["), UInt8(ascii: "<"): skipNested()
    case UInt8(ascii: "/"):
      place += 1
      skipWord()
    case UInt8(ascii: "]"), UInt8(ascii: ">"), UInt8(ascii: ")"): return nil
    default:
      skipWord()
      if first.isASCIIDigit { skipRestOfReference() }
    }
    return text[start..<place]
  }

  private mutating func skipWord() {
    while place < text.endIndex, text[place] > 0x20, !"()<>[]/%".utf8.contains(text[place]) { place += 1 }
  }

  private mutating func skipString() {
    var depth = 0
    while place < text.endIndex {
      switch text[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      place = min(place + 1, text.endIndex)
      if depth == 0 { return }
    }
  }

  /// Skips an array, a dictionary or a hexadecimal string: their brackets come in pairs outside of strings.
  private mutating func skipNested() {
    var depth = 0
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: ">"): depth -= 1
      case UInt8(ascii: "("):
        skipString()
        continue
      default: break
      }
      place += 1
      if depth == 0 { return }
    }
  }

  /// Goes behind ` 0 R` where it follows a number.
  private mutating func skipRestOfReference() {
    let end = [UInt8](" 0 R".utf8)
    if text[place...].starts(with: end) { place += end.count }
  }
}

extension ArraySlice<UInt8> {
  /// The number of the object that a text such as `17 0 R` refers to.
  var reference: Int? {
    last == UInt8(ascii: "R") ? leadingNumber : nil
  }

  /// The whole number that the text is.
  var number: Int? { allSatisfy(\.isASCIIDigit) ? leadingNumber : nil }

  private var leadingNumber: Int? {
    var value = 0
    for byte in self {
      guard byte.isASCIIDigit else { break }
      guard value < 1 << 40 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return isEmpty ? nil : value
  }

  /// The items of an array.
  var items: [ArraySlice<UInt8>] {
    var scanner = PDFScanner(self)
    guard scanner.pass("[") else { return [] }
    var items: [ArraySlice<UInt8>] = []
    while let item = scanner.value() { items.append(item) }
    return items
  }

  func isText(_ text: String) -> Bool { elementsEqual(text.utf8) }
}
