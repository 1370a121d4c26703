/// Writes tables as CSV: RFC 4180 with LF, quotes only where they are needed.
///
/// Lines end with LF, not CRLF: every reader takes both, and for `grep`, `cut` and `diff`, which a pack's readers use,
/// a CR would be part of the last cell.
package struct CSVWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private let delimiter: UInt8
  private let guardsFormulas: Bool

  /// With `guardsFormulas`, a text that a spreadsheet would take for a formula gets an apostrophe before it.
  package init(header: [String], delimiter: UInt8 = CSVDelimiter.comma, guardsFormulas: Bool = false) {
    CSVDelimiter.check(delimiter)
    self.delimiter = delimiter
    self.guardsFormulas = guardsFormulas
    append(header.map { .text($0) })
  }

  package mutating func append(_ row: [CSVCell]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      append(cell, isAlone: row.count == 1)
    }
    bytes.append(0x0A)
  }

  private mutating func append(_ cell: CSVCell, isAlone: Bool) {
    switch cell {
    case .number(let text): append(Array(text.utf8), isAlone: isAlone)
    case .text(let text):
      let utf8 = Array(text.utf8)
      append(guardsFormulas && CSVWriter.beginsFormula(utf8) ? [0x27] + utf8 : utf8, isAlone: isAlone)
    }
  }

  /// A line that holds one empty cell needs quotes, or it would be blank.
  private mutating func append(_ text: [UInt8], isAlone: Bool) {
    let needsQuotes = text.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes || (isAlone && text.isEmpty) else {
      bytes += text
      return
    }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// `=`, `+`, `-`, `@`, tab and CR at the beginning start a formula in one spreadsheet or another.
  private static func beginsFormula(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    return [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first)
  }
}

/// A cell of a table.
package enum CSVCell: Hashable, Sendable {
  case text(String)
  /// The digits of a number, which no spreadsheet takes for a formula, its sign included.
  case number(String)
}
