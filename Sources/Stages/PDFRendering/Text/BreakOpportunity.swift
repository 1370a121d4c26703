/// Where a line may end inside what stands between two spaces: the part of UAX #14 that records and prose need.
enum BreakOpportunity {
  /// Whether a line may end between two neighbouring characters.
  static func exists(after left: Unicode.Scalar, before right: Unicode.Scalar) -> Bool {
    switch left {
    case "\u{200B}": true
    case "-", "/", "\u{2010}": isLetter(right)
    case "–", "—": true
    default: exists(amid: left, right)
    }
  }

  /// Characters after which a path or an id reads well when it breaks.
  static func isJoint(_ byte: UInt8) -> Bool {
    "/_.:@=&?,;-+|".utf8.contains(byte)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F || (scalar.value | 0x20) >= 0x61 && (scalar.value | 0x20) <= 0x7A
  }

  /// Ideographs and kana break anywhere but before what closes and after what opens.
  private static func exists(amid left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    max(left, right).value >= firstIdeographic && (isIdeographic(left) || isIdeographic(right)) && !opens(left)
      && !closes(right)
      && (isIdeographic(left) || closes(left) || left.value < 0x80) && (isIdeographic(right) || opens(right))
  }

  private static let firstIdeographic: UInt32 = 0x2E80

  private static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E80...0x2FFF, 0x3040...0x30FF, 0x3105...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF66...0xFF9F,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  private static func opens(_ scalar: Unicode.Scalar) -> Bool {
    "([{‘“〈《「『【〔（［｛".unicodeScalars.contains(scalar)
  }

  private static func closes(_ scalar: Unicode.Scalar) -> Bool {
    ")]}’”〉》」』】〕）］｝、。，．：；！？!?,.:;々ぁぃぅぇぉっゃゅょァィゥェォッャュョー".unicodeScalars.contains(scalar)
  }
}
