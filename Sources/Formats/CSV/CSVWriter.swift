import Bytes

/// Writes tables as CSV: RFC 4180 with LF, quotes only where they are needed.
///
/// Lines end with LF, not CRLF: every reader takes both, and for `grep`, `cut` and `diff`, which a pack's readers use,
/// a CR would be part of the last cell.
package struct CSVWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private let delimiter: UInt8
  private let guardsFormulas: Bool

  private static let quote: UInt8 = 0x22

  /// With `guardsFormulas`, a cell that a spreadsheet would take for a formula gets an apostrophe before it; a number
  /// stays one, its sign included.
  package init(delimiter: UInt8 = CSVDelimiter.comma, guardsFormulas: Bool = false) {
    CSVDelimiter.check(delimiter)
    self.delimiter = delimiter
    self.guardsFormulas = guardsFormulas
  }

  /// Appends a line: the header or a record.
  package mutating func append(_ row: [String]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      let text = Array(cell.utf8)
      append(guardsFormulas && FormulaGuard.isFormula(text) ? [0x27] + text : text, isAlone: row.count == 1)
    }
    bytes.append(0x0A)
  }

  /// A line that holds one empty cell needs quotes, or it would be blank.
  private mutating func append(_ text: [UInt8], isAlone: Bool) {
    let needsQuotes = text.contains { $0 == delimiter || $0 == CSVWriter.quote || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes || (isAlone && text.isEmpty) else {
      bytes += text
      return
    }
    bytes.append(CSVWriter.quote)
    for byte in text {
      if byte == CSVWriter.quote { bytes.append(CSVWriter.quote) }
      bytes.append(byte)
    }
    bytes.append(CSVWriter.quote)
  }
}

/// Tells formulas from texts and numbers.
private enum FormulaGuard {
  /// `=`, `+`, `-`, `@`, tab and CR at the beginning start a formula in one spreadsheet or another.
  static func isFormula(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    return [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first) && !isNegativeNumber(text)
  }

  /// `-12`, `-0.5`, `-1e-7`: a sign, digits, perhaps a fraction and an exponent, and nothing else.
  private static func isNegativeNumber(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    guard rest.popFirst() == 0x2D, dropDigits(&rest) else { return false }
    if rest.first == 0x2E {
      rest.removeFirst()
      guard dropDigits(&rest) else { return false }
    }
    if let byte = rest.first, byte | 0x20 == 0x65 {
      rest.removeFirst()
      if rest.first == 0x2B || rest.first == 0x2D { rest.removeFirst() }
      guard dropDigits(&rest) else { return false }
    }
    return rest.isEmpty
  }

  /// Drops the digits at the beginning; false if there are none.
  private static func dropDigits(_ text: inout ArraySlice<UInt8>) -> Bool {
    let digits = text.prefix { $0.isASCIIDigit }
    text = text.dropFirst(digits.count)
    return !digits.isEmpty
  }
}
