import Bytes
import CCairo
package import Diagnostics

/// The pages of a PDF, drawn in order: first a page's decoration, then its content, each piece within a tag.
///
/// Points, origin at the top left, y downwards. Cairo keeps its first error, which `endPage` and `finish` throw.
package struct PDFCanvas: ~Copyable {
  private let surface: CairoSurface
  private let context: CairoContext
  private let typesetter: Typesetter
  private var batch = GlyphBatch()
  private var record: GlyphRecord
  private var tags = TagStack()
  private var marks: [StructureMark] = []
  private var outline: [(level: Int, id: Int32)] = []
  private var phase = Phase.between
  /// The colour that Cairo draws with.
  private var source: PDFColour?

  private enum Phase {
    case between, decoration, content
  }

  /// `glyphs` is told which glyph was drawn where, as bytes.
  package init(typesetter: Typesetter, glyphs: @escaping ([UInt8]) -> Void) throws(Diagnostic) {
    let surface = try CairoSurface(width: 1, height: 1)
    let context = try CairoContext(on: surface)
    self.typesetter = typesetter
    record = GlyphRecord(glyphs)
    self.surface = surface
    self.context = context
  }

  // MARK: Pages

  /// Begins a page; what is drawn until `beginContent` is decoration, which readers that do not look skip.
  package mutating func beginPage(width: Double, height: Double) {
    precondition(phase == .between, "a page begins after the last one's end")
    // What was recorded before the size is set is lost, so the document begins after it.
    unsafe cairo_pdf_surface_set_size(surface.pointer, width, height)
    if tags.depth == 0 {
      _ = tags.begin(.document)
      unsafe cairo_tag_begin(context.pointer, PDFTag.document.name.characters, "")
    }
    marks.append(StructureMark(path: tags.begin(nil), change: .artifact))
    unsafe cairo_tag_begin(context.pointer, "NonStruct", "")
    phase = .decoration
  }

  package mutating func beginContent() {
    precondition(phase == .decoration, "content follows decoration")
    flush()
    _ = tags.end()
    unsafe cairo_tag_end(context.pointer, "NonStruct")
    phase = .content
  }

  package mutating func endPage() throws(Diagnostic) {
    precondition(phase == .content, "a page ends after its content")
    flush()
    record.notePage()
    unsafe cairo_show_page(context.pointer)
    try context.check()
    try surface.check()
    phase = .between
  }

  // MARK: Structure

  package mutating func begin(_ tag: PDFTag) {
    precondition(phase != .decoration, "decoration has no structure")
    flush()
    let path = tags.begin(tag)
    if let change = tag.mark { marks.append(StructureMark(path: path, change: change)) }
    unsafe cairo_tag_begin(context.pointer, tag.name.characters, tag.attributes)
  }

  package mutating func end() {
    flush()
    guard let tag = tags.end() else { preconditionFailure("decoration ends where content begins") }
    unsafe cairo_tag_end(context.pointer, tag.name.characters)
  }

  /// Makes the place one that links and the outline can lead to.
  package mutating func destination(_ name: String, x: Double, y: Double) {
    let attributes = "name='\(PDFLink.destinationName(name))' x=\(Self.decimal(x)) y=\(Self.decimal(y))"
    unsafe cairo_tag_begin(context.pointer, CAIRO_TAG_DEST, attributes)
    unsafe cairo_tag_end(context.pointer, CAIRO_TAG_DEST)
  }

  /// Adds an entry to the outline, under the last one of a lower level; `level` counts from 1.
  package mutating func outline(_ title: String, level: Int, destination: String) {
    while let last = outline.last, last.level >= level { outline.removeLast() }
    let attributes = "dest='\(PDFLink.destinationName(destination))'"
    let flags = level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(rawValue: 0)
    let id = unsafe cairo_pdf_surface_add_outline(
      surface.pointer, outline.last?.id ?? 0, title.visible, attributes, flags)
    outline.append((level, id))
  }

  // MARK: Drawing

  /// Shows a word with its left edge at `x` on the baseline `y`.
  package mutating func show(_ word: Word, x: Double, y: Double, size: Double, colour: PDFColour) {
    typesetter.forEachRun(of: word) { run in
      let key = GlyphBatch.Key(
        face: run.face, size: size, colour: colour, tabularFigures: run.tabularFigures)
      if batch.key != key {
        flush()
        batch.begin(key)
        typesetter.faces[run.face].use(on: context, tabularFigures: run.tabularFigures)
        unsafe cairo_set_font_size(context.pointer, size)
      }
      batch.add(run, x: x, y: y, size: size, record: &record)
    }
  }

  /// Fills what a path encloses.
  package mutating func fill(_ path: PDFPath, colour: PDFColour) {
    flush()
    use(colour)
    path.trace(on: context)
    unsafe cairo_fill(context.pointer)
  }

  /// Draws along a path, with round joins; `dash` gives the lengths of dash and gap.
  package mutating func stroke(
    _ path: PDFPath, width: Double, colour: PDFColour, dash: (Double, Double)? = nil
  ) {
    flush()
    use(colour)
    path.trace(on: context)
    unsafe cairo_set_line_width(context.pointer, width)
    unsafe cairo_set_line_join(context.pointer, CAIRO_LINE_JOIN_ROUND)
    if let dash {
      unsafe cairo_set_dash(context.pointer, [dash.0, dash.1], 2, 0)
      unsafe cairo_stroke(context.pointer)
      unsafe cairo_set_dash(context.pointer, nil, 0, 0)
    } else {
      unsafe cairo_stroke(context.pointer)
    }
  }

  // MARK: The end

  /// The file, made to follow PDF/A-3a and PDF/UA-1; `pages` is told the bytes of each page's content.
  package consuming func finish(
    _ metadata: PDFMetadata, colourProfile: [UInt8], pages: ([UInt8]) -> Void
  ) throws(Diagnostic) -> [UInt8] {
    precondition(
      phase == .between && tags.depth == 1, "a document ends after its last page, with every other tag closed")
    unsafe cairo_tag_end(context.pointer, PDFTag.document.name.characters)
    try context.check()
    let marks = marks
    let drawn = try surface.finish()
    return try PDFFinishing(metadata: metadata, colourProfile: colourProfile, marks: marks).finish(drawn, pages: pages)
  }

  private mutating func flush() {
    guard let key = batch.key else { return }
    if !batch.isEmpty {
      use(key.colour)
      batch.draw(on: context)
    }
  }

  private mutating func use(_ colour: PDFColour) {
    if source == colour { return }
    source = colour
    unsafe cairo_set_source_rgb(
      context.pointer, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255)
  }

  /// A number for Cairo's attributes, to 1/100.
  private static func decimal(_ value: Double) -> String {
    let hundredths = Int64((min(1e6, max(0, value)) * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
