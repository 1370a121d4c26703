/// Text as it may stand on a page: what would act instead of showing is shown by its number.
///
/// Controls and direction overrides could make a page read otherwise than its record, private characters mean nothing to
/// a stranger, and marks piled on one letter run over the lines above. White space becomes a space. What only steers
/// (joiners, marks of direction) stays, since scripts need it.
package struct VisibleText {
  /// UTF-8, with spaces as the only white space.
  package let bytes: [UInt8]

  /// A letter carries at most this many marks; no script needs more.
  private static let mostMarks = 8

  package var string: String { String(decoding: bytes, as: UTF8.self) }

  package init(_ text: String) {
    var bytes = Array(text.utf8)
    if !bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      var shown = ""
      var marks = 0
      for scalar in text.unicodeScalars {
        marks = scalar.value >= 0x300 && scalar.properties.isGraphemeExtend ? marks + 1 : 0
        Self.append(scalar, to: &shown, isHidden: marks > Self.mostMarks)
      }
      bytes = Array(shown.utf8)
    }
    self.bytes = bytes
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String, isHidden: Bool) {
    if isSpace(scalar) {
      text += " "
    } else if isHidden || acts(scalar) {
      text += "[U+" + hexadecimal(scalar.value) + "]"
    } else {
      text.unicodeScalars.append(scalar)
    }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Controls, overrides, tags, private characters, and noncharacters, which Cairo takes for an error in the text.
  private static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xE0000...0xE00FF, 0xE01F0...0xE0FFF, 0xF0000...0x10FFFF: true
    case let value: value & 0xFFFE == 0xFFFE
    }
  }

  /// A scalar's number as Unicode writes it: at least four digits.
  package static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
