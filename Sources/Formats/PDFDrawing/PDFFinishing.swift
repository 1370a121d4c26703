import Diagnostics

/// Makes of Cairo's file one that follows PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
///
/// It touches only what Cairo 1.16 leaves out or cannot say: the places in the structure tree are known from drawing, so
/// the tree is never searched, and of a page's content only the first tag is read.
package struct PDFFinishing {
  let metadata: PDFMetadata
  /// The ICC profile of the colours: sRGB.
  let colourProfile: [UInt8]
  let marks: [StructureMark]

  /// How many objects qpdf may hold in its table before it is emptied.
  private static let releaseInterval = 64

  /// `pages` is told each page's content, decoded, in order.
  func finish(_ drawn: consuming [UInt8], pages: ([UInt8]) -> Void) throws(Diagnostic) -> [UInt8] {
    let file = try QPDFFile.reading(drawn)
    describe(file)
    try applyMarks(file)
    try removeArtifacts(file)
    try finishPages(file, pages)
    return try file.write()
  }

  // MARK: The document

  private func describe(_ file: borrowing QPDFFile) {
    let root = file.root
    file.set(root, "/Lang", file.string(metadata.language))
    file.set(root, "/MarkInfo", file.parsed("<< /Marked true >>"))
    file.set(root, "/ViewerPreferences", file.parsed("<< /DisplayDocTitle true >>"))
    let packet = StreamEnd.settled(Array(XMPPacket(metadata: metadata).text.utf8))
    file.set(root, "/Metadata", file.stream(packet, [("/Type", "/Metadata"), ("/Subtype", "/XML")]))
    let intent = file.parsed(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) >>")
    file.set(intent, "/DestOutputProfile", file.stream(colourProfile, [("/N", "3")]))
    let intents = file.parsed("[ null ]")
    file.setItem(intents, 0, file.indirect(intent))
    file.set(root, "/OutputIntents", intents)
    file.set(file.trailer, "/Info", file.indirect(information(file)))
    file.releaseObjects()
  }

  /// A new dictionary: Cairo's names the time of writing and its own version.
  private func information(_ file: borrowing QPDFFile) -> QPDFObject {
    let info = file.parsed("<< >>")
    let date = "(\(metadata.pdfDate))"
    file.set(info, "/Title", file.string(metadata.title))
    file.set(info, "/Author", file.string(metadata.author))
    file.set(info, "/Subject", file.string(metadata.subject))
    file.set(info, "/Keywords", file.string(metadata.keywords))
    file.set(info, "/Producer", file.string(PDFMetadata.producer))
    file.set(info, "/CreationDate", file.parsed(date))
    file.set(info, "/ModDate", file.parsed(date))
    for property in metadata.properties { file.set(info, "/" + property.key, file.string(property.value)) }
    return info
  }

  // MARK: The structure tree

  private func applyMarks(_ file: borrowing QPDFFile) throws(Diagnostic) {
    for (count, mark) in marks.enumerated() {
      try apply(mark, file)
      if count % Self.releaseInterval == 0 { file.releaseObjects() }
    }
    file.releaseObjects()
  }

  private func apply(_ mark: StructureMark, _ file: borrowing QPDFFile) throws(Diagnostic) {
    switch mark.change {
    case .artifact: break
    case .alternative(let words):
      let element = try find(mark.path, "/Figure", file)
      file.set(element, "/Alt", file.string(VisibleText(words).string))
    case .link(let words):
      let element = try find(mark.path, "/Link", file)
      file.set(element, "/Alt", file.string(VisibleText(words).string))
      describeAnnotations(of: element, words, file)
    case .columnHeader:
      let element = try find(mark.path, "/TH", file)
      file.set(element, "/A", file.parsed("<< /O /Table /Scope /Column >>"))
    case .listNumbering(let name):
      let element = try find(mark.path, "/L", file)
      file.set(element, "/A", file.parsed("<< /O /List /ListNumbering /\(name) >>"))
    }
  }

  /// Takes decoration out of the tree, parent by parent, the deepest first: so no place changes that is still needed.
  private func removeArtifacts(_ file: borrowing QPDFFile) throws(Diagnostic) {
    var places: [[Int32]: Set<Int32>] = [:]
    for mark in marks {
      guard case .artifact = mark.change, let place = mark.path.last else { continue }
      places[mark.path.dropLast(), default: []].insert(place)
    }
    let parents = places.keys.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
    for parent in parents {
      try keepKids(of: try find(parent, nil, file), without: places[parent] ?? [], file)
      file.releaseObjects()
    }
  }

  /// Gives an element a new list of kids: qpdf copies a list for each kid that is taken out of it.
  private func keepKids(
    of element: QPDFObject, without places: Set<Int32>, _ file: borrowing QPDFFile
  ) throws(Diagnostic) {
    let kids = file.value(element, "/K")
    guard file.isArray(kids) else { return file.remove(element, "/K") }
    let kept = file.parsed("[ ]")
    for place in 0..<file.count(kids) {
      let kid = file.item(kids, place)
      if places.contains(Int32(place)) { try expect("/NonStruct", kid, file) } else { file.append(kid, to: kept) }
      file.release(kid)
    }
    file.set(element, "/K", kept)
  }

  /// The element at a place, where it is of the type that was drawn; the place of the document itself is empty.
  private func find(_ path: [Int32], _ type: String?, _ file: borrowing QPDFFile) throws(Diagnostic) -> QPDFObject {
    var element = child(of: file.value(file.root, "/StructTreeRoot"), 0, file)
    for place in path { element = child(of: element, Int(place), file) }
    guard file.isDictionary(element) else { throw Self.otherTree }
    if let type { try expect(type, element, file) }
    return element
  }

  private func child(of element: QPDFObject, _ place: Int, _ file: borrowing QPDFFile) -> QPDFObject {
    let kids = file.value(element, "/K")
    if file.isArray(kids) { return place < file.count(kids) ? file.item(kids, place) : file.null }
    return place == 0 ? kids : file.null
  }

  private func expect(_ type: String, _ element: QPDFObject, _ file: borrowing QPDFFile) throws(Diagnostic) {
    if !file.isName(file.value(element, "/S"), type) { throw Self.otherTree }
  }

  private static let otherTree = Diagnostic(
    "Cairo \(cairoVersion()) wrote another structure tree than the one that was drawn",
    hint: "use the Cairo version that this release names")

  /// A link's annotation prints, and says where it leads.
  private func describeAnnotations(of element: QPDFObject, _ words: String, _ file: borrowing QPDFFile) {
    let kids = file.value(element, "/K")
    for place in 0..<file.count(kids) {
      let kid = file.item(kids, place)
      guard file.isDictionary(kid) else { continue }
      let annotation = file.value(kid, "/Obj")
      guard file.isDictionary(annotation) else { continue }
      file.set(annotation, "/F", file.parsed("4"))
      file.set(annotation, "/Contents", file.string(VisibleText(words).string))
    }
  }

  // MARK: Pages

  private func finishPages(_ file: borrowing QPDFFile, _ pages: ([UInt8]) -> Void) throws(Diagnostic) {
    let rows = parentRows(file)
    var fonts: Set<Int> = []
    for number in 0..<file.pageCount {
      let page = file.page(number)
      file.set(page, "/Tabs", file.parsed("/S"))
      let contents = file.value(page, "/Contents")
      let drawn = try file.contents(of: contents)
      let decorated = Self.withArtifact(drawn)
      let content = StreamEnd.settled(decorated ?? drawn)
      file.replace(contents, with: content)
      pages(content)
      if decorated != nil { try forgetArtifact(of: page, rows, file) }
      try finishFonts(of: page, &fonts, file)
      file.releaseObjects()
    }
  }

  /// Where the parent tree has the row of each key.
  private func parentRows(_ file: borrowing QPDFFile) -> [Int: Int] {
    let numbers = parentNumbers(file)
    var rows: [Int: Int] = [:]
    for place in stride(from: 0, to: file.count(numbers) - 1, by: 2) {
      let key = file.item(numbers, place)
      if let key = file.integer(key) { rows[key] = place + 1 }
      file.release(key)
    }
    return rows
  }

  private func parentNumbers(_ file: borrowing QPDFFile) -> QPDFObject {
    file.value(file.value(file.value(file.root, "/StructTreeRoot"), "/ParentTree"), "/Nums")
  }

  /// The page's decoration was its first marked content; it has no element any more.
  private func forgetArtifact(
    of page: QPDFObject, _ rows: [Int: Int], _ file: borrowing QPDFFile
  ) throws(Diagnostic) {
    guard let key = file.integer(file.value(page, "/StructParents")), let row = rows[key] else { throw Self.otherTree }
    let elements = file.item(parentNumbers(file), row)
    guard file.count(elements) > 0 else { throw Self.otherTree }
    file.setItem(elements, 0, file.null)
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

  private func finishFonts(
    of page: QPDFObject, _ seen: inout Set<Int>, _ file: borrowing QPDFFile
  ) throws(Diagnostic) {
    let fonts = file.value(file.value(page, "/Resources"), "/Font")
    guard file.isDictionary(fonts) else { return }
    for name in file.keys(fonts) {
      let font = file.value(fonts, name)
      guard seen.insert(file.number(of: font)).inserted else { continue }
      try settle(file.value(font, "/ToUnicode"), file)
      let descendants = file.value(font, "/DescendantFonts")
      let simple = file.count(descendants) > 0 ? file.item(descendants, 0) : font
      if file.isName(file.value(simple, "/Subtype"), "/CIDFontType2") {
        file.set(simple, "/CIDToGIDMap", file.parsed("/Identity"))
      }
      if file.isName(file.value(simple, "/Subtype"), "/Type1") { nameCharacters(of: simple, file) }
      let descriptor = file.value(simple, "/FontDescriptor")
      for key in ["/FontFile", "/FontFile2", "/FontFile3"] { try settle(file.value(descriptor, key), file) }
    }
  }

  /// Writes a stream's bytes as hexadecimal where their end would be taken for a line's.
  private func settle(_ stream: QPDFObject, _ file: borrowing QPDFFile) throws(Diagnostic) {
    guard file.isStream(stream) else { return }
    let bytes = try file.contents(of: stream, decoded: false)
    if StreamEnd.isAmbiguous(bytes) { file.replaceEncoded(stream, withHexadecimal: bytes) }
  }

  /// Lists the glyphs of a Type 1 subset by name, from its first character and its widths.
  private func nameCharacters(of font: QPDFObject, _ file: borrowing QPDFFile) {
    guard let first = file.integer(file.value(font, "/FirstChar")) else { return }
    let widths = file.value(font, "/Widths")
    var names: Set<String> = []
    for place in 0..<file.count(widths) where file.number(file.item(widths, place)) != 0 {
      if let name = WinAnsi.glyphName(of: first + place) { names.insert(name) }
    }
    let list = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let descriptor = file.value(font, "/FontDescriptor")
    file.set(descriptor, "/CharSet", file.parsed("(" + list.map { "/" + $0 }.joined() + ")"))
  }
}
