import CCairo

/// Glyphs of one face, size and colour that are handed to Cairo in one call: calls are what costs.
struct GlyphBatch {
  private(set) var key: Key?
  private var glyphs: [cairo_glyph_t] = []
  private var clusters: [cairo_text_cluster_t] = []
  private var text: [UInt8] = []

  struct Key: Hashable {
    let face: Int
    let size: Double
    let colour: PDFColour
    let tabularFigures: Bool
  }

  var isEmpty: Bool { glyphs.isEmpty }

  /// Begins anew with another key.
  mutating func begin(_ key: Key) {
    precondition(glyphs.isEmpty, "glyphs are left that were not drawn")
    self.key = key
  }

  /// Adds a run whose left edge is at `x`, on the baseline `y`; notes each glyph in `record`.
  ///
  /// Glyphs are kept in the order of the text, those of a run from right to left too: so the clusters of several runs each
  /// find their own glyphs.
  /// A run may have no glyph at all (a variation selector that stands alone): Cairo takes its text for a mistake.
  mutating func add(_ run: borrowing PlacedRun, x: Double, y: Double, size: Double, record: inout GlyphRecord) {
    if run.glyphs.isEmpty { return }
    let scale = size / Double(run.unitsPerEm)
    var pen = x + run.x * size
    let start = glyphs.count
    for glyph in run.glyphs {
      let place = (x: pen + Double(glyph.x) * scale, y: y - Double(glyph.y) * scale)
      glyphs.append(cairo_glyph_t(index: UInt(glyph.id), x: place.x, y: place.y))
      record.note(face: run.face, glyph: glyph.id, x: place.x, y: place.y)
      pen += Double(glyph.advance) * scale
    }
    if run.rightToLeft { glyphs[start...].reverse() }
    for cluster in run.clusters {
      clusters.append(cairo_text_cluster_t(num_bytes: Int32(cluster.bytes), num_glyphs: Int32(cluster.glyphs)))
    }
    text += run.text
  }

  /// Draws everything and forgets it.
  mutating func draw(on context: borrowing CairoContext) {
    guard !glyphs.isEmpty else { return }
    unsafe text.withUnsafeBufferPointer { text in
      unsafe text.withMemoryRebound(to: CChar.self) { characters in
        unsafe cairo_show_text_glyphs(
          context.pointer, characters.baseAddress, Int32(characters.count), glyphs, Int32(glyphs.count), clusters,
          Int32(clusters.count), cairo_text_cluster_flags_t(rawValue: 0))
      }
    }
    glyphs.removeAll(keepingCapacity: true)
    clusters.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }
}

/// Says to whoever listens which glyph was drawn where: face, glyph id, x and y in 1/1000 pt, 16 bytes little-endian.
struct GlyphRecord {
  private var places: [Place] = []
  private let listener: ([UInt8]) -> Void
  private static let placesAtOnce = 1 << 12

  /// Four words without a gap.
  private struct Place {
    let face: UInt32
    let glyph: UInt32
    let x: UInt32
    let y: UInt32
  }

  init(_ listener: @escaping ([UInt8]) -> Void) { self.listener = listener }

  mutating func note(face: Int, glyph: UInt32, x: Double, y: Double) {
    places.append(
      Place(
        face: UInt32(truncatingIfNeeded: face).littleEndian, glyph: glyph.littleEndian,
        x: Self.thousandths(x).littleEndian, y: Self.thousandths(y).littleEndian))
    if places.count >= Self.placesAtOnce { flush() }
  }

  /// A page ended.
  mutating func notePage() {
    flush()
    listener([.max, .max, .max, .max])
  }

  private mutating func flush() {
    listener(unsafe places.withUnsafeBytes { unsafe Array($0) })
    places.removeAll(keepingCapacity: true)
  }

  private static func thousandths(_ points: Double) -> UInt32 {
    UInt32(bitPattern: Int32(clamping: Int64((min(1e6, max(-1e6, points)) * 1000).rounded())))
  }
}
