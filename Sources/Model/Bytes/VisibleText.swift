extension String {
  /// The text as every report shows it: what would be invisible, act, or reorder its neighbours is spelt out.
  ///
  /// Controls, bidirectional overrides and isolates, soft hyphens, tags, private characters and noncharacters become their
  /// code point in brackets (`[U+202E]`), so that an auditor sees what the record holds; so do the marks that one letter
  /// carries beyond eight, which would run over the lines above. Line breaks and tabs become one space each. What only
  /// steers (joiners, left-to-right marks) stays: honest text of other scripts needs it.
  public var visible: String {
    let bytes = utf8Span.span
    guard bytes.indices.contains(where: { bytes[$0] < 0x20 || bytes[$0] >= 0x7F }) else { return self }
    var shown = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    var marks = 0
    for scalar in unicodeScalars {
      defer { previous = scalar }
      marks = scalar.value >= 0x300 && scalar.properties.isGraphemeExtend ? marks + 1 : 0
      if scalar.isLineOrTab {
        if scalar != "\n" || previous != "\r" { shown.append(" ") }
      } else if scalar.isHidden || marks > Unicode.Scalar.mostMarks {
        shown.append(contentsOf: "[\(scalar.codePoint)]".unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }
}

extension Unicode.Scalar {
  /// A letter carries at most this many marks; no script needs more.
  fileprivate static let mostMarks = 8

  /// `U+202E`: at least four uppercase hexadecimal digits.
  public var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  fileprivate var isLineOrTab: Bool {
    switch value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  fileprivate var isHidden: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xE0000...0xE00FF, 0xE01F0...0xE0FFF, 0xF0000...0x10FFFF: true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}
