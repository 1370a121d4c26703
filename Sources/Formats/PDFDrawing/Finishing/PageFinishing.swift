import Bytes
import Diagnostics

/// Finishes pages: their decoration as artifacts, and what their fonts lack.
///
/// Of a page's content only the first tag is read.
package struct PageFinishing {
  /// The rows of the parent tree by key.
  let parents: [Int: Int]
  private var fonts: Set<Int> = []

  init(parents: [Int: Int]) { self.parents = parents }

  mutating func finish(_ file: inout DrawnFile, _ pages: ([UInt8]) -> Void) throws(Diagnostic) {
    guard let tree = try file.dictionary(file.root)["/Pages"].reference else { throw DrawnFile.unknown }
    for page in try file.dictionary(tree)["/Kids"].items.compactMap(\.reference) {
      try file.change(page) { $0.set("/Tabs", "/S") }
      let dictionary = try file.dictionary(page)
      pages(try finishContent(dictionary, &file))
      guard let resources = dictionary["/Resources"].reference else { throw DrawnFile.unknown }
      try finishFonts(PDFDictionary(try file.dictionary(resources)["/Font"]), &file)
    }
  }

  /// Returns the content.
  private func finishContent(_ page: PDFDictionary, _ file: inout DrawnFile) throws(Diagnostic) -> [UInt8] {
    guard let number = page["/Contents"].reference, case .stream(_, let bytes)? = file[number],
      let drawn = Deflate.inflated(bytes)
    else { throw DrawnFile.unknown }
    let decorated = Self.withArtifact(drawn)
    if decorated != nil { try forgetArtifact(of: page, &file) }
    let content = StreamEnd.settled(decorated ?? drawn)
    file.replace(number, with: .deflated(content))
    return content
  }

  /// The page's decoration was its first marked content; it has no element any more.
  private func forgetArtifact(of page: PDFDictionary, _ file: inout DrawnFile) throws(Diagnostic) {
    guard let key = page["/StructParents"].number, let row = parents[key] else { throw StructureFinishing.otherTree }
    var scanner = PDFScanner(file.text(row))
    guard scanner.pass("["), scanner.value()?.reference != nil else { throw StructureFinishing.otherTree }
    file.replace(row, with: .value(Array("[null".utf8) + file.text(row)[scanner.place...]))
  }

  /// The content with its first tag, Cairo's `NonStruct`, as an artifact; nil where decoration has no tag, because Cairo
  /// from 1.18 on tags text only.
  ///
  /// Nothing but the first tag is looked at: text comes later, and may spell whatever it likes.
  package static func withArtifact(_ content: [UInt8]) -> [UInt8]? {
    let tag = Array("/NonStruct << /MCID 0 >> BDC".utf8)
    let end = Array(" BDC".utf8)
    let ending = content.indices.first { content[$0] == end[0] && content[$0...].starts(with: end) }
    guard let ending, case let place = ending + end.count - tag.count, place >= 0,
      content[place...].starts(with: tag)
    else { return nil }
    return content[..<place] + Array("/Artifact BMC".utf8) + content[(place + tag.count)...]
  }

  // MARK: Fonts

  private mutating func finishFonts(_ resources: PDFDictionary?, _ file: inout DrawnFile) throws(Diagnostic) {
    for number in (resources?.values ?? []).compactMap(\.reference) where fonts.insert(number).inserted {
      let font = try file.dictionary(number)
      Self.settle(font["/ToUnicode"], &file)
      let descendant = font["/DescendantFonts"].items.first?.reference
      try finishGlyphs(of: descendant ?? number, &file)
    }
  }

  private func finishGlyphs(of font: Int, _ file: inout DrawnFile) throws(Diagnostic) {
    let dictionary = try file.dictionary(font)
    if dictionary["/Subtype"].isText("/CIDFontType2") {
      try file.change(font) { $0.set("/CIDToGIDMap", "/Identity") }
    }
    guard let descriptor = dictionary["/FontDescriptor"].reference else { return }
    if dictionary["/Subtype"].isText("/Type1") {
      let names = Self.glyphNames(dictionary)
      try file.change(descriptor) { $0.set("/CharSet", "(\(names.map { "/" + $0 }.joined()))") }
    }
    let program = try file.dictionary(descriptor)
    for key in ["/FontFile", "/FontFile2", "/FontFile3"] { Self.settle(program[key], &file) }
  }

  /// Writes a stream's bytes as hexadecimal where their end would be taken for a line's.
  private static func settle(_ reference: ArraySlice<UInt8>, _ file: inout DrawnFile) {
    guard let number = reference.reference, case .stream(var dictionary, let bytes)? = file[number],
      StreamEnd.isAmbiguous(bytes)
    else { return }
    dictionary.set("/Filter", "[/ASCIIHexDecode /FlateDecode]")
    file.replace(number, with: .stream(dictionary, Array((bytes.hexadecimal + ">").utf8)[...]))
  }

  /// The glyphs of a Type 1 subset, from its first character and its widths.
  private static func glyphNames(_ font: PDFDictionary) -> [String] {
    guard let first = font["/FirstChar"].number else { return [] }
    let codes = font["/Widths"].items.enumerated().filter { $0.element.number != 0 }.map { first + $0.offset }
    return Set(codes.compactMap(WinAnsi.glyphName)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
