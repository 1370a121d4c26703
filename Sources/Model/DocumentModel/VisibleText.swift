extension String {
  /// The text as every renderer shows it: what would be invisible, or would reorder its neighbours, is spelt out.
  ///
  /// Control characters, explicit bidirectional embeddings, overrides and isolates, byte order marks, tag characters and
  /// noncharacters become their code point in brackets (`[U+202E]`), so that an auditor sees what the record holds. Line
  /// breaks and tabs become one space each. Left-to-right marks and joiners stay: honest text of other scripts needs them.
  public var visible: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return self }
    var shown = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in unicodeScalars {
      defer { previous = scalar }
      if scalar.isLineOrTab {
        if scalar != "\n" || previous != "\r" { shown.append(" ") }
      } else if scalar.isHidden {
        shown.append(contentsOf: scalar.spelling.unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }
}

extension Unicode.Scalar {
  fileprivate var isLineOrTab: Bool {
    switch value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  fileprivate var isHidden: Bool {
    switch value {
    case 0x00..<0x20, 0x7F..<0xA0, 0xAD, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
      0xFDD0...0xFDEF, 0xE0000...0xE007F:
      true
    default: value & 0xFFFE == 0xFFFE
    }
  }

  /// `[U+202E]`: at least four uppercase hexadecimal digits.
  fileprivate var spelling: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "[U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "]"
  }
}
