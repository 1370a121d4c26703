/// What a piece of a page is, for readers that do not look: an element of the structure tree.
package enum PDFTag: Hashable, Sendable {
  /// All of it; the canvas opens and closes it.
  case document
  /// Level 1 to 6.
  case heading(Int)
  case paragraph
  case span
  case list(ListNumbering)
  case listItem
  case label
  case listBody
  case contents
  case contentsItem
  case table
  case row
  case headerCell
  case cell
  case caption
  /// With the words that stand for the picture.
  case figure(alternative: String)
  /// With the words that say where it leads.
  case link(PDFLink, description: String)

  package enum ListNumbering: String, Hashable, Sendable {
    case none = "None"
    case disc = "Disc"
    case decimal = "Decimal"
  }

  /// The name of the structure type.
  var name: StaticString {
    switch self {
    case .document: "Document"
    case .heading(let level): Self.headings[min(6, max(1, level)) - 1]
    case .paragraph: "P"
    case .span: "Span"
    case .list: "L"
    case .listItem: "LI"
    case .label: "Lbl"
    case .listBody: "LBody"
    case .contents: "TOC"
    case .contentsItem: "TOCI"
    case .table: "Table"
    case .row: "TR"
    case .headerCell: "TH"
    case .cell: "TD"
    case .caption: "Caption"
    case .figure: "Figure"
    case .link: "Link"
    }
  }

  private static let headings: [StaticString] = ["H1", "H2", "H3", "H4", "H5", "H6"]

  /// What Cairo is told about it.
  var attributes: String? {
    if case .link(let link, description: _) = self { link.attributes } else { nil }
  }

  /// What the finishing pass adds to the element.
  var mark: StructureMark.Change? {
    switch self {
    case .figure(let words): .alternative(words)
    case .link(_, let words): .link(words)
    case .headerCell: .columnHeader
    case .list(let numbering): .listNumbering(numbering.rawValue)
    case .document, .heading, .paragraph, .span, .listItem, .label, .listBody, .contents, .contentsItem, .table, .row,
      .cell, .caption:
      nil
    }
  }
}

extension StaticString {
  /// As C takes it.
  var characters: UnsafePointer<CChar> { unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self) }
}

/// Where a link leads.
package enum PDFLink: Hashable, Sendable {
  /// A destination of the same file.
  case destination(String)
  /// A file beside this one, as a relative path in plain UTF-8.
  case file(String)
  /// A place of such a file, by the name that it has there.
  case place(file: String, fragment: String)

  /// Cairo writes both into the file as they are, so that neither may hold a character with a meaning there.
  var attributes: String {
    switch self {
    case .destination(let name): "dest='\(Self.destinationName(name))'"
    case .file(let path): "uri='\(Self.percentEncoded(path))'"
    case .place(let path, let fragment): "uri='\(Self.percentEncoded(path))#\(Self.percentEncoded(fragment))'"
    }
  }

  /// The name of a destination in the file: letters, digits, `.`, `_` and `-` stay, other bytes become `~` and two digits.
  package static func destinationName(_ name: String) -> String {
    escaped(name, by: "~", keeping: "._-")
  }

  /// A path as a relative reference of RFC 3986: unreserved characters and `/` stay.
  package static func percentEncoded(_ path: String) -> String {
    escaped(path, by: "%", keeping: "-._~/")
  }

  private static func escaped(_ text: String, by escape: Unicode.Scalar, keeping others: String) -> String {
    var result = ""
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39
      if byte < 0x80, isPlain || others.unicodeScalars.contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result.unicodeScalars += [escape, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return result
  }
}
