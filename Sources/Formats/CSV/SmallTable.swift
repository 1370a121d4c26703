import Bytes
package import Diagnostics
import Rows

/// A CSV file that is held whole: a list that people write.
package struct SmallTable: Sendable {
  package let name: String
  package let header: [String]
  package let rows: [[String]]

  /// Every row must have as many fields as the header.
  package init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    var splitter = CSVSplitter(name: name)
    splitter.append(bytes)
    var rows: [[String]] = []
    var lines = 0
    while let chunk = try splitter.next() {
      try SmallTable.read(chunk, after: lines, columns: splitter.header?.count, name: name, into: &rows)
      lines += chunk.lineBreaks
    }
    if let chunk = try splitter.finish() {
      try SmallTable.read(chunk, after: lines, columns: splitter.header?.count, name: name, into: &rows)
    }
    self.name = name
    header = splitter.header ?? []
    self.rows = rows
  }

  private static func read(
    _ chunk: RecordChunk, after lines: Int, columns: Int?, name: String, into rows: inout [[String]]
  ) throws(Diagnostic) {
    var reader = CSVRecordReader(columns: columns)
    for record in chunk.records {
      let bytes = Array(chunk.bytes[record.start..<record.end])
      var row: [String] = []
      let reason = unsafe bytes.withUnsafeBufferPointer { buffer -> String? in
        if let reason = unsafe reader.read(buffer) { return reason }
        for field in 0..<reader.fieldCount { row.append(unsafe String(decoding: reader.field(field), as: UTF8.self)) }
        return nil
      }
      if let reason { throw Diagnostic(reason, at: Location(file: name, line: lines + Int(record.line))) }
      rows.append(row)
    }
  }

  /// The rows cut down to columns by name.
  package func columns(_ names: [String]) throws(Diagnostic) -> [[String]] {
    var places: [Int] = []
    for wanted in names {
      guard let place = header.firstIndex(of: wanted) else {
        throw Diagnostic(
          "the table has no column '\(wanted)'", at: Location(file: name, line: 1),
          hint: suggestionHint(for: wanted, in: header) ?? "its header names \(header.joined(separator: ", "))")
      }
      places.append(place)
    }
    return rows.map { row in places.map { row[$0] } }
  }
}
