package import Diagnostics

/// Shapes words, each once, and keeps them: the faces of a document with the store of its words.
///
/// A reference, because the layout and the canvas share it; it stays within one rendering.
package final class Typesetter {
  let faces: [Typeface]
  private let language: ShapingLanguage
  private var words: [StoredWord] = []
  private var runs: [StoredRun] = []
  private var glyphs: [ShapedGlyph] = []
  private var clusters: [ShapedCluster] = []
  private var text: [UInt8] = []
  private var index = WordIndex()
  private var notCovered: [UInt32: Int] = [:]
  /// The characters that no face has, in the order in which they were met.
  package private(set) var missing: [Unicode.Scalar] = []
  private let replacement: Unicode.Scalar

  /// `roles` has one file for each role, in their order; `fallback` is tried in order for what a role's face lacks.
  package init(roles: [FontFile], fallback: [FontFile], language: String) throws(Diagnostic) {
    precondition(roles.count == FaceRole.allCases.count, "one face for each role")
    var faces: [Typeface] = []
    for file in roles + fallback { faces.append(try Typeface(file)) }
    self.faces = faces
    self.language = ShapingLanguage(language)
    let candidates: [Unicode.Scalar] = ["\u{FFFD}", "\u{25A1}", "?"]
    guard let replacement = candidates.first(where: { scalar in faces.contains { $0.harfBuzz.covers(scalar) } }) else {
      throw Diagnostic("no face has a sign for missing characters", hint: "add a face that has '?' to the theme")
    }
    self.replacement = replacement
  }

  /// The word that shows `bytes`, UTF-8 without line ends, in a style.
  package func word(_ bytes: Span<UInt8>, style: WordStyle) -> Word {
    let hash = WordIndex.hash(bytes, style: style)
    let found = index.find(hash) { candidate in
      let word = words[Int(candidate)]
      return word.style == style && isText(word.text, bytes)
    }
    if let found { return Word(index: found) }
    let number = Int32(words.count)
    index.insert(number, hash: hash)
    shape(bytes, style: style)
    return Word(index: number)
  }

  /// The word that shows a string.
  package func word(_ string: String, style: WordStyle) -> Word {
    let bytes = Array(string.utf8)
    return word(bytes.span, style: style)
  }

  /// How wide a word is, in multiples of the size.
  package func advance(_ word: Word) -> Double { words[Int(word.index)].advance }

  /// The UTF-8 text of a word.
  package func text(of word: Word) -> ArraySlice<UInt8> { text[words[Int(word.index)].text] }

  /// The style of a word.
  package func style(of word: Word) -> WordStyle { words[Int(word.index)].style }

  /// How far a role's face reaches above the baseline and below it, in multiples of the size.
  package func reach(of role: FaceRole) -> (above: Double, below: Double) {
    let font = faces[Int(role.rawValue)]
    let reach = font.harfBuzz.reach
    let units = Double(font.harfBuzz.unitsPerEm)
    return (Double(reach.above) / units, Double(reach.below) / units)
  }

  /// The clusters of a word in the order of its text: bytes and advance in multiples of the size.
  package func clusters(of word: Word) -> [(bytes: Int, advance: Double)] {
    var result: [(bytes: Int, advance: Double)] = []
    for run in runs[words[Int(word.index)].runs] {
      let units = Double(faces[run.face].harfBuzz.unitsPerEm)
      var glyph = run.rightToLeft ? run.glyphs.upperBound : run.glyphs.lowerBound
      for cluster in clusters[run.clusters] {
        let count = Int(cluster.glyphs)
        if run.rightToLeft { glyph -= count }
        let advance = glyphs[glyph..<glyph + count].reduce(0) { $0 + Int($1.advance) }
        if !run.rightToLeft { glyph += count }
        result.append((Int(cluster.bytes), Double(advance) / units))
      }
    }
    return result
  }

  /// Calls `body` with each run of a word, in the order of its text, and with what stands in the store for it.
  func forEachRun(of word: Word, _ body: (borrowing PlacedRun) -> Void) {
    let stored = words[Int(word.index)]
    var x = stored.style.rightToLeft ? stored.advance : 0
    for run in runs[stored.runs] {
      if stored.style.rightToLeft { x -= run.advance }
      body(
        PlacedRun(
          face: run.face, x: x, unitsPerEm: faces[run.face].harfBuzz.unitsPerEm, rightToLeft: run.rightToLeft,
          tabularFigures: stored.style.tabularFigures && run.face < FaceRole.allCases.count, glyphs: glyphs[run.glyphs],
          clusters: clusters[run.clusters], text: text[run.text]))
      if !stored.style.rightToLeft { x += run.advance }
    }
  }

  /// Whether a stretch of the store holds the same bytes.
  private func isText(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard range.count == bytes.count else { return false }
    for index in bytes.indices where text[range.lowerBound + index] != bytes[index] { return false }
    return true
  }

  /// Shapes a word into the store, a run for each stretch that one face can show.
  private func shape(_ bytes: Span<UInt8>, style: WordStyle) {
    let textStart = text.count
    let runStart = runs.count
    for index in bytes.indices { text.append(bytes[index]) }
    var advance = 0.0
    for stretch in stretches(of: textStart..<text.count, role: Int(style.role.rawValue)) {
      let run = shape(stretch, style: style)
      advance += run.advance
      runs.append(run)
    }
    words.append(
      StoredWord(text: textStart..<text.count, runs: runStart..<runs.count, style: style, advance: advance))
  }

  private func shape(_ stretch: Stretch, style: WordStyle) -> StoredRun {
    let glyphStart = glyphs.count
    let clusterStart = clusters.count
    let isOwn = stretch.face < FaceRole.allCases.count
    let shown = stretch.isReplaced ? Array(String(replacement).utf8) : Array(text[stretch.text])
    faces[stretch.face].harfBuzz.shape(
      shown.span, rightToLeft: style.rightToLeft, language: language, features: isOwn ? style.features : [],
      into: &glyphs, &clusters)
    if stretch.isReplaced {
      clusters.removeSubrange(clusterStart...)
      clusters.append(
        ShapedCluster(bytes: UInt32(stretch.text.count), glyphs: UInt32(glyphs.count - glyphStart)))
    }
    let advance = glyphs[glyphStart...].reduce(0) { $0 + Int($1.advance) }
    return StoredRun(
      face: stretch.face, rightToLeft: style.rightToLeft, text: stretch.text, glyphs: glyphStart..<glyphs.count,
      clusters: clusterStart..<clusters.count,
      advance: Double(advance) / Double(faces[stretch.face].harfBuzz.unitsPerEm))
  }

  /// Divides a word by the face that shows each grapheme cluster: the role's own, else the first that has all of it.
  private func stretches(of range: Range<Int>, role: Int) -> [Stretch] {
    if text[range].allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return [Stretch(face: role, text: range)] }
    var stretches: [Stretch] = []
    var start = range.lowerBound
    for character in String(decoding: text[range], as: UTF8.self) {
      let end = start + character.utf8.count
      let choice = face(for: character.unicodeScalars, role: role, after: stretches.last)
      if let last = stretches.last, last.face == choice.face, !last.isReplaced, !choice.isReplaced {
        stretches[stretches.count - 1] = Stretch(face: last.face, text: last.text.lowerBound..<end)
      } else {
        stretches.append(Stretch(face: choice.face, text: start..<end, isReplaced: choice.isReplaced))
      }
      start = end
    }
    return stretches
  }

  private func face(
    for scalars: Character.UnicodeScalarView, role: Int, after last: Stretch?
  ) -> (face: Int, isReplaced: Bool) {
    let candidates = [role] + (FaceRole.allCases.count..<faces.count)
    let shown = scalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    if shown.isEmpty { return (last?.face ?? role, false) }
    for candidate in candidates where shown.allSatisfy({ faces[candidate].harfBuzz.covers($0) }) {
      return (candidate, false)
    }
    for scalar in shown where notCovered[scalar.value] == nil {
      guard !candidates.contains(where: { faces[$0].harfBuzz.covers(scalar) }) else { continue }
      notCovered[scalar.value] = missing.count
      missing.append(scalar)
    }
    let carrier = candidates.first { faces[$0].harfBuzz.covers(replacement) } ?? role
    return (carrier, true)
  }
}

/// A stretch of a word that one face shows.
private struct Stretch {
  let face: Int
  let text: Range<Int>
  var isReplaced = false
}

private struct StoredWord {
  let text: Range<Int>
  let runs: Range<Int>
  let style: WordStyle
  let advance: Double
}

private struct StoredRun {
  let face: Int
  let rightToLeft: Bool
  let text: Range<Int>
  let glyphs: Range<Int>
  let clusters: Range<Int>
  let advance: Double
}

/// A run of a word with its place from the word's left edge, in multiples of the size.
struct PlacedRun: ~Copyable {
  let face: Int
  let x: Double
  let unitsPerEm: Int
  let rightToLeft: Bool
  let tabularFigures: Bool
  /// In visual order.
  let glyphs: ArraySlice<ShapedGlyph>
  /// In the order of the text.
  let clusters: ArraySlice<ShapedCluster>
  let text: ArraySlice<UInt8>
}
