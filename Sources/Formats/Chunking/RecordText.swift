/// Checks and places within the text of one record.
package enum RecordText {
  /// Where the first byte stands that is not part of valid UTF-8.
  package static func firstInvalidUTF8(_ bytes: Span<UInt8>) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes)
      return nil
    } catch { return error.byteOffsets.lowerBound }
  }

  /// `at column 5`, or `at line 2, column 5 of the record`: lines and columns from 1, columns in Unicode scalars.
  package static func place(of offset: Int, in bytes: Span<UInt8>) -> String {
    var line = 1
    var column = 1
    for index in 0..<min(offset, bytes.count) {
      if bytes[index] == 0x0A {
        line += 1
        column = 1
      } else if bytes[index] & 0xC0 != 0x80 {
        column += 1
      }
    }
    return line == 1 ? "at column \(column)" : "at line \(line), column \(column) of the record"
  }
}
