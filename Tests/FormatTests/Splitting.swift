import Bytes
import Chunking
import Diagnostics
import Rows

/// What a splitter makes of an input.
struct Splitting: Equatable {
  var records: [String] = []
  /// The line of each record in the file.
  var lines: [Int] = []
  var oversized: [Bool] = []
  var lineBreaks = 0
  var failure: Diagnostic?

  /// Feeds the input to the splitter in pieces, taking chunks whenever there are any.
  init(_ bytes: [UInt8], piece: Int, _ splitter: some RecordSplitter) {
    var splitter = splitter
    do {
      var start = 0
      while start < bytes.count {
        let end = min(start + piece, bytes.count)
        splitter.append(Array(bytes[start..<end]))
        start = end
        while let chunk = try splitter.next() { take(chunk) }
      }
      while let chunk = try splitter.finish() { take(chunk) }
    } catch { failure = error }
  }

  private mutating func take(_ chunk: RecordChunk) {
    for record in chunk.records {
      records.append(String(decoding: chunk.bytes[record.start..<record.end], as: UTF8.self))
      lines.append(lineBreaks + Int(record.line))
      oversized.append(record.excess == .length)
    }
    lineBreaks += chunk.lineBreaks
    precondition(
      chunk.bytes.suffix(RecordChunk.padding).allSatisfy { $0 == 0 }
        && chunk.records.allSatisfy { $0.end + RecordChunk.padding <= chunk.bytes.count }, "records have padding behind"
    )
  }
}
