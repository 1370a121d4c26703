package import Diagnostics

/// What stands on the pages of a PDF, read back from the finished file: the words with their tags and places.
///
/// It reads what this module writes (text in fonts with a ToUnicode map), not every PDF there is.
package struct PDFReading: Sendable {
  package let pages: [[Piece]]
  /// The elements of the structure tree in the order of reading.
  package let structure: [Element]

  /// Text that was shown by one operator.
  package struct Piece: Sendable {
    package let text: String
    /// The structure type of the innermost marked content, `Artifact` for decoration, empty outside of any.
    package let tag: String
    /// The number of its marked content on the page; nil in decoration.
    package let mark: Int?
    /// Points from the left edge.
    package let x: Double
    /// The baseline, in points from the top.
    package let y: Double
    /// Points.
    package let width: Double
  }

  /// An element of the structure tree.
  package struct Element: Sendable {
    /// With its slash.
    package let type: String
    /// The words that stand for it, empty where it has none.
    package let alternative: String
  }

  package init(_ bytes: [UInt8]) throws(Diagnostic) {
    let file = try QPDFFile.reading(bytes)
    var fonts: [Int: PDFReadFont] = [:]
    var pages: [[Piece]] = []
    for number in 0..<file.pageCount {
      let page = file.page(number)
      let names = try Self.fonts(of: page, &fonts, file)
      var reader = PDFPageReader(fonts: names)
      reader.read(PDFTokens(try file.contents(of: file.value(page, "/Contents"))))
      pages.append(reader.pieces)
      file.releaseObjects()
    }
    self.pages = pages
    structure = Self.elements(of: file.value(file.root, "/StructTreeRoot"), file)
    file.releaseObjects()
  }

  /// The elements below one, with their own below them.
  private static func elements(of parent: QPDFObject, _ file: borrowing QPDFFile) -> [Element] {
    let kids = file.value(parent, "/K")
    defer { file.release(kids) }
    guard file.isArray(kids) else { return element(kids, file) }
    var elements: [Element] = []
    for place in 0..<file.count(kids) {
      let kid = file.item(kids, place)
      elements += element(kid, file)
      file.release(kid)
    }
    return elements
  }

  /// Content and references to annotations are no elements.
  private static func element(_ object: QPDFObject, _ file: borrowing QPDFFile) -> [Element] {
    guard file.isDictionary(object), let type = file.name(object, "/S") else { return [] }
    return [Element(type: type, alternative: file.text(object, "/Alt"))] + elements(of: object, file)
  }

  /// The fonts of a page by their names on it; each is read once.
  private static func fonts(
    of page: QPDFObject, _ known: inout [Int: PDFReadFont], _ file: borrowing QPDFFile
  ) throws(Diagnostic) -> [String: PDFReadFont] {
    let fonts = file.value(file.value(page, "/Resources"), "/Font")
    guard file.isDictionary(fonts) else { return [:] }
    var names: [String: PDFReadFont] = [:]
    for name in file.keys(fonts) {
      let object = file.value(fonts, name)
      let number = file.number(of: object)
      if known[number] == nil { known[number] = try PDFReadFont(object, file) }
      names[name] = known[number]
    }
    return names
  }
}
