package import Diagnostics

/// A sheet as a workbook shows it. Texts stay texts: what a program might take for a formula is written as a string.
package struct Sheet: Sendable {
  package enum Cell: Hashable, Sendable {
    case text(String)
    case number(Double)
    /// A text that leads to a file beside the workbook.
    case link(String, to: String)
  }

  package struct Column: Sendable {
    package let title: String
    /// Characters.
    package let width: Double

    package init(_ title: String, width: Double) {
      self.title = title
      self.width = width
    }
  }

  package let name: String
  package let columns: [Column]
  package let rows: [[Cell]]

  package init(name: String, columns: [Column], rows: [[Cell]]) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }
}

/// An Office Open XML workbook whose bytes depend on what is in it, and on nothing else.
package struct Workbook: Sendable {
  package let sheets: [Sheet]
  package let title: String
  package let author: String
  /// Year, month, day: stands in the properties as the time of creation.
  package let created: (year: Int, month: Int, day: Int)

  package init(sheets: [Sheet], title: String, author: String, created: (year: Int, month: Int, day: Int)) {
    self.sheets = sheets
    self.title = title
    self.author = author
    self.created = created
  }

  /// What Excel takes in a cell (characters), a sheet (rows) and a name.
  package static let cellLimit = 32_767
  package static let rowLimit = 1_048_575
  package static let nameLimit = 31

  package func bytes() throws(Diagnostic) -> [UInt8] {
    for sheet in sheets where sheet.rows.count > Workbook.rowLimit {
      throw Diagnostic("sheet '\(sheet.name)' has more rows than a workbook holds, \(Workbook.rowLimit)")
    }
    let file = try MemoryFile(name: "workbook")
    let writer = try WorkbookWriter(path: file.path)
    writer.setProperties(title: title, author: author, created: created)
    for sheet in sheets { try writer.add(sheet) }
    try writer.finish()
    return try file.readAll()
  }
}
