import DocumentModel

/// Headings made from records get anchors that lead to one place, whatever the records hold.
///
/// An export may say anything in an id, and say it twice: what no anchor holds becomes a hyphen, and one that is taken
/// gets a number.
enum HeadingAnchors {
  /// Bytes of an anchor before its number.
  private static let longest = 80

  /// `taken` are the anchors of the rest of the document.
  static func settled(_ blocks: [Block], besides taken: Set<String>) -> [Block] {
    var taken = taken
    return blocks.map { block in
      guard case .heading(let level, let text, let anchor) = block else { return block }
      let base = String(decoding: anchor.utf8.prefix(longest).map { allowed($0) ? $0 : 0x2D }, as: UTF8.self)
      var own = base
      var number = 2
      while !taken.insert(own).inserted {
        own = "\(base)-\(number)"
        number += 1
      }
      return .heading(level: level, text: text, anchor: own)
    }
  }

  /// ASCII letters and digits, `.`, `_` and `-`.
  private static func allowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}
