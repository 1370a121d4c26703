import Bytes
import DocumentModel
import PDFDrawing

extension Typography {
  /// Words longer than this are shaped in parts, and fill lines: a limit on the work for one word.
  static let longestAtom = 192

  /// The atoms of inline text.
  func atoms(of inlines: [Inline], base: TextStyle) -> [Atom] {
    let pieces = inlines.map { inline in
      Piece(
        bytes: Array(inline.words.visible.utf8), style: number(of: sheet.style(of: inline, in: base)),
        link: link(of: inline), mark: mark(of: inline))
    }
    let levels = ByteLevels(pieces.map(\.bytes))
    var atoms: [Atom] = []
    for (index, piece) in pieces.enumerated() {
      append(piece, levels: levels, from: levels.starts[index], to: &atoms)
    }
    return atoms
  }

  private func link(of inline: Inline) -> Int32 {
    guard case .link(let words, let target) = inline else { return -1 }
    return add(Link(target: target, words: words))
  }

  /// What is drawn before the words, with its width in multiples of the size.
  private func mark(of inline: Inline) -> Piece.Mark? {
    switch inline {
    case .status(_, let tone): Piece.Mark(content: .mark(tone), width: StatusMark.width)
    case .course(_, let values): Piece.Mark(content: .course(values), width: CourseMark.width)
    case .text, .strong, .emphasis, .code, .link: nil
    }
  }

  private func append(_ piece: Piece, levels: ByteLevels, from offset: Int, to atoms: inout [Atom]) {
    let bytes = piece.bytes
    let space = width(self.space(piece.style), piece.style)
    if let mark = piece.mark {
      let width = style(piece.style).size * mark.width
      atoms.append(
        Atom(
          content: mark.content, style: piece.style, link: -1, width: width, space: 0, breaksAfter: false, fills: false,
          level: levels[offset]))
    }
    var start = 0
    while start < bytes.count {
      if bytes[start] == 0x20 {
        Self.addSpace(space, to: &atoms)
        start += 1
        continue
      }
      var end = start
      while end < bytes.count, bytes[end] != 0x20 { end += 1 }
      if Self.isTime(bytes[start..<end], after: bytes[..<start]) { Self.joinNext(to: &atoms) }
      append(piece, word: start..<end, levels: levels, from: offset, to: &atoms)
      start = end
    }
  }

  /// The space that follows belongs to the atom before it.
  private static func addSpace(_ space: Double, to atoms: inout [Atom]) {
    guard let last = atoms.last else { return }
    atoms[atoms.count - 1] = Atom(
      content: last.content, style: last.style, link: last.link, width: last.width, space: space, breaksAfter: true,
      fills: last.fills, level: last.level)
  }

  /// Whether a word such as `08:14` follows one such as `2024-03-29` and a space.
  private static func isTime(_ word: ArraySlice<UInt8>, after text: ArraySlice<UInt8>) -> Bool {
    func has(_ bytes: ArraySlice<UInt8>, _ sign: Unicode.Scalar, at place: Int) -> Bool {
      bytes.count > place && bytes[bytes.startIndex + place] == UInt8(ascii: sign)
    }
    let day = text.suffix(11)
    return has(word, ":", at: 2) && has(day, "-", at: 4) && has(day, "-", at: 7)
      && day.allSatisfy { $0.isASCIIDigit || $0 == 0x2D || $0 == 0x20 }
  }

  /// A day and its time stay on one line.
  private static func joinNext(to atoms: inout [Atom]) {
    guard let last = atoms.last, last.space > 0 else { return }
    atoms[atoms.count - 1] = Atom(
      content: last.content, style: last.style, link: last.link, width: last.width, space: last.space,
      breaksAfter: false, fills: last.fills, level: last.level)
  }

  /// Adds what stands between two spaces, cut where a line may end, where the direction changes, and where it is too long.
  private func append(
    _ piece: Piece, word: Range<Int>, levels: ByteLevels, from offset: Int, to atoms: inout [Atom]
  ) {
    let isLong = word.count > Self.longestAtom
    let style = style(piece.style)
    var start = word.lowerBound
    for cut in cuts(in: piece.bytes, word: word, levels: levels, from: offset, breaksAnywhere: style.breaksAnywhere) {
      let level = levels[offset + start]
      let shaped = typesetter.word(
        piece.bytes.span.extracting(start..<cut.end), style: style.wordStyle(rightToLeft: level % 2 == 1))
      atoms.append(
        Atom(
          content: .word(shaped), style: piece.style, link: piece.link, width: width(shaped, piece.style), space: 0,
          breaksAfter: cut.breaks, fills: isLong, level: level))
      start = cut.end
    }
  }

  /// The ends of a word's parts, each with whether a line may end there; the word's own end is no break.
  private func cuts(
    in bytes: [UInt8], word: Range<Int>, levels: ByteLevels, from offset: Int, breaksAnywhere: Bool
  ) -> [(end: Int, breaks: Bool)] {
    var cuts: [(end: Int, breaks: Bool)] = []
    var start = word.lowerBound
    var place = start
    var left: Unicode.Scalar?
    while place < word.upperBound {
      let (scalar, length) = UTF8Scalar.decode(bytes, at: place)
      if let left, place > start {
        let breaks = !breaksAnywhere && BreakOpportunity.exists(after: left, before: scalar)
        let turns = levels[offset + place] != levels[offset + place - 1]
        let isFull = place - start >= Self.longestAtom && !scalar.properties.isGraphemeExtend
        if breaks || turns || isFull || place - start >= 2 * Self.longestAtom {
          cuts.append((place, breaks || isFull))
          start = place
        }
      }
      left = scalar
      place += length
    }
    cuts.append((word.upperBound, false))
    return cuts
  }
}

/// An inline as it is set.
private struct Piece {
  let bytes: [UInt8]
  let style: StyleNumber
  let link: Int32
  let mark: Mark?

  struct Mark {
    let content: Atom.Content
    let width: Double
  }
}

/// The embedding level of each byte of a paragraph; 0 throughout where nothing in it runs right to left.
struct ByteLevels {
  /// Where each piece begins.
  let starts: [Int]
  private let levels: [UInt8]

  init(_ pieces: [[UInt8]]) {
    var starts: [Int] = []
    var total = 0
    for piece in pieces {
      starts.append(total)
      total += piece.count
    }
    self.starts = starts
    levels = Self.levels(pieces)
  }

  subscript(_ byte: Int) -> UInt8 { byte < levels.count ? levels[byte] : 0 }

  private static func levels(_ pieces: [[UInt8]]) -> [UInt8] {
    // Nothing below U+0590 runs right to left, and its first byte is 0xD6.
    guard pieces.contains(where: { $0.contains { $0 >= 0xD6 } }) else { return [] }
    let scalars = pieces.flatMap { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
    guard scalars.contains(where: BidiLevels.concern) else { return [] }
    let levels = BidiLevels(scalars).levels
    return zip(scalars, levels).flatMap { scalar, level in repeatElement(level, count: UTF8.width(scalar)) }
  }
}

/// Reads scalars out of bytes that are known to be UTF-8.
enum UTF8Scalar {
  /// The scalar at a place, and how many bytes it takes.
  static func decode(_ bytes: [UInt8], at place: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[place]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for byte in bytes[place + 1..<min(bytes.count, place + length)] { value = value << 6 | UInt32(byte & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}
