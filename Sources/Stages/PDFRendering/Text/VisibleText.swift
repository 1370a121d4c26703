/// Text as it may stand on a page: what would act instead of showing is shown by its number.
///
/// Controls and direction overrides could make a page read otherwise than its record; white space becomes a space, and
/// lone characters that only steer (joiners, marks of direction) stay, since scripts need them.
struct VisibleText {
  /// UTF-8, with spaces as the only white space.
  let bytes: [UInt8]

  init(_ text: String) {
    var bytes = Array(text.utf8)
    if !bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      var shown = ""
      for scalar in text.unicodeScalars { Self.append(scalar, to: &shown) }
      bytes = Array(shown.utf8)
    }
    self.bytes = bytes
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: text += " "
    case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      text += "[U+" + hexadecimal(scalar.value) + "]"
    default: text.unicodeScalars.append(scalar)
    }
  }

  /// A scalar's number as Unicode writes it: at least four digits.
  static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
