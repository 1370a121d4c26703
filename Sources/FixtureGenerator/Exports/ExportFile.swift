import Gzip

/// A file of an export, and where each of its records begins.
struct ExportFile {
  /// What stands around and between the records.
  enum Form {
    case lines
    /// A header, with a byte order mark and CRLF where a spreadsheet wrote it.
    case table(header: [String], fromSpreadsheet: Bool)
    /// One JSON array, a record a line, with the text before its `[` and after its `]`.
    case array(before: String, after: String)
  }

  /// Relative to the fixture's folder.
  let path: String
  let form: Form
  let isCompressed: Bool
  var entries: [Entry]

  init(_ path: String, _ form: Form, _ entries: [Entry]) {
    self.path = path
    self.form = form
    self.entries = entries
    isCompressed = path.hasSuffix(".gz")
  }

  static func csv(_ path: String, _ rows: [Row], fromSpreadsheet: Bool = false) -> ExportFile {
    let header = rows.first.map { $0.members.map(\.0) } ?? []
    return ExportFile(
      path, .table(header: header, fromSpreadsheet: fromSpreadsheet), rows.map(\.asCSV))
  }

  /// The line on which each entry begins, in the order of `entries`.
  var lines: [Int] {
    var line: Int
    switch form {
    case .lines: line = 1
    case .table: line = 2
    case .array(let before, _): line = 2 + before.utf8.count { $0 == 0x0A }
    }
    return entries.map { entry in
      defer { line += 1 + entry.bytes.count { $0 == 0x0A } }
      return line
    }
  }

  /// The file's bytes, compressed where its name says so.
  var bytes: [UInt8] { isCompressed ? Gzip.compress(content) : content }

  private var content: [UInt8] {
    var content: [UInt8] = []
    switch form {
    case .lines:
      for entry in entries { content += entry.bytes + [0x0A] }
    case .table(let header, let fromSpreadsheet):
      let lineBreak: [UInt8] = fromSpreadsheet ? [0x0D, 0x0A] : [0x0A]
      if fromSpreadsheet { content += [0xEF, 0xBB, 0xBF] }
      content += CSVText.header(header) + lineBreak
      for entry in entries { content += entry.bytes + lineBreak }
    case .array(let before, let after):
      content += Array((before + "[\n").utf8)
      for (position, entry) in entries.enumerated() {
        content += entry.bytes + (position + 1 < entries.count ? [0x2C, 0x0A] : [0x0A])
      }
      content += Array(("]" + after + "\n").utf8)
    }
    return content
  }
}

/// The files of one source of the pack definition.
struct Source {
  let name: String
  let kind: String
  /// Whether the definition names a unique key, so that repeated records count as duplicates.
  let hasUniqueKey: Bool
  var files: [ExportFile]

  init(_ name: String, kind: String? = nil, unique: Bool = false, _ files: [ExportFile]) {
    self.name = name
    self.kind = kind ?? name
    hasUniqueKey = unique
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
