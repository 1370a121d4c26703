import Bytes

extension JSONText {
  /// Adds the text of a string without its escapes; false, and some of it added, if an escape is unknown or a surrogate
  /// stands alone.
  mutating func appendUnescaped(_ string: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < string.count {
      let byte = unsafe string[index]
      index += 1
      if byte != 0x5C {
        append(byte)
      } else {
        guard unsafe appendEscaped(string, &index) else { return false }
      }
    }
    return true
  }

  /// Adds what an escape stands for, whose backslash lies before `index`.
  private mutating func appendEscaped(_ string: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    guard index < string.count else { return false }
    let byte = unsafe string[index]
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: append(byte)
    case 0x62: append(0x08)
    case 0x66: append(0x0C)
    case 0x6E: append(0x0A)
    case 0x72: append(0x0D)
    case 0x74: append(0x09)
    case 0x75:
      guard let scalar = unsafe JSONText.scalar(string, &index) else { return false }
      for unit in UTF8.encode(scalar) ?? .init() { append(unit) }
    default: return false
    }
    return true
  }

  /// The scalar of four hexadecimal digits, or of two such escapes where the first is half of a surrogate pair.
  private static func scalar(_ string: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Unicode.Scalar? {
    guard let unit = unsafe codeUnit(string, &index) else { return nil }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, index + 1 < string.count, unsafe string[index] == 0x5C, unsafe string[index + 1] == 0x75
    else { return nil }
    index += 2
    guard let low = unsafe codeUnit(string, &index), (0xDC00...0xDFFF).contains(low) else { return nil }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
  }

  private static func codeUnit(_ string: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32? {
    guard index + 4 <= string.count else { return nil }
    var unit: UInt32 = 0
    for place in index..<index + 4 {
      guard let digit = unsafe string[place].hexadecimalValue else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    index += 4
    return unit
  }
}
