package import Bytes
import Chunking
package import Diagnostics
package import Rows

/// Cuts a CSV export (RFC 4180) into chunks of records.
///
/// Lines end with LF or CRLF; in a file whose first line ends with a lone CR, with CR. Line breaks in quotes belong to
/// the record. Blank lines are no records. The header, if there is one, is no record either: `header` has it after the
/// first `next` or `finish` that had its bytes.
package struct CSVSplitter: RecordSplitter {
  private var splitting: Splitting<CSVScanner>

  /// `name` is the file in diagnostics; `delimiter` is an ASCII character, no quote and no line break. A header in
  /// which a name occurs twice is a diagnostic, unless names may repeat.
  package init(
    name: String, hasHeader: Bool = true, mayRepeat: Bool = false, delimiter: UInt8 = CSVDelimiter.comma,
    chunkSize: Int = SplittingLimits.chunk
  ) {
    CSVDelimiter.check(delimiter)
    splitting = Splitting(
      CSVScanner(hasHeader: hasHeader, mayRepeat: mayRepeat, delimiter: delimiter), name: name, chunkSize: chunkSize)
  }

  /// The names of the columns.
  package var header: [String]? { splitting.scanner.header }

  package mutating func append(_ bytes: [UInt8]) { splitting.buffer.append(bytes) }

  package mutating func fill(from reader: inout any ByteReader) throws(Diagnostic) -> Bool {
    try splitting.buffer.fill(from: &reader)
  }

  package mutating func next() throws(Diagnostic) -> RecordChunk? { try splitting.next() }
  package mutating func finish() throws(Diagnostic) -> RecordChunk? { try splitting.finish() }
}
