import Chunking
import Diagnostics
import Rows

/// Finds where records end: at line breaks outside quotes.
struct CSVScanner: RecordScanner {
  private let delimiter: UInt8
  private let hasHeader: Bool
  private let mayRepeat: Bool
  private(set) var header: [String]?
  private var isInQuotes = false
  private var isOversized = false
  private var knowsLineBreak = false

  private static let quote: UInt8 = 0x22
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  init(hasHeader: Bool, mayRepeat: Bool, delimiter: UInt8) {
    self.hasHeader = hasHeader
    self.mayRepeat = mayRepeat
    self.delimiter = delimiter
  }

  mutating func scan(_ buffer: inout ChunkBuffer, atEnd: Bool) throws(Diagnostic) {
    let bytes = buffer.bytes
    while let end = nextEnd(bytes.span, &buffer, atEnd: atEnd) {
      try take(bytes, to: end, &buffer)
      buffer.settle(at: end + 1)
      buffer.scanned = end + 1
    }
    if atEnd {
      if buffer.settled < bytes.count { try take(bytes, to: bytes.count, &buffer) }
      buffer.settle(at: bytes.count)
      if hasHeader, header == nil {
        throw Diagnostic("file has no header", at: Location(file: buffer.name), hint: "export it with column names")
      }
    } else if isOversized || buffer.scanned - buffer.settled > SplittingLimits.record {
      isOversized = true
      // The byte before the place stays: it tells whether a quote there opens a field.
      buffer.dropOversized(to: buffer.scanned - 1)
      buffer.scanned += 1
    }
  }

  /// The index of the next line break outside quotes; nil if there is none yet, and `scanned` is then where to go on.
  private mutating func nextEnd(_ bytes: Span<UInt8>, _ buffer: inout ChunkBuffer, atEnd: Bool) -> Int? {
    while let found = find(bytes, from: buffer.scanned, lineBreak: buffer.lineBreak) {
      let isLast = found + 1 == bytes.count
      buffer.scanned = found
      if bytes[found] == CSVScanner.quote {
        if isInQuotes, isLast, !atEnd { return nil }
        buffer.scanned = passQuote(bytes, at: found, recordStart: buffer.settled)
        continue
      }
      if !knowsLineBreak {
        if isLast, !atEnd { return nil }
        learnLineBreak(bytes, at: found, &buffer)
      }
      if bytes[found] == buffer.lineBreak { return found }
      buffer.scanned = found + 1
    }
    buffer.scanned = bytes.count
    return nil
  }

  private func find(_ bytes: Span<UInt8>, from start: Int, lineBreak: UInt8) -> Int? {
    if isInQuotes { return ByteSearch.first(CSVScanner.quote, in: bytes, from: start) }
    let other = knowsLineBreak ? lineBreak : CSVScanner.carriageReturn
    return ByteSearch.first(CSVScanner.quote, lineBreak, other, in: bytes, from: start)
  }

  /// The index behind the quote, or behind the two that stand for one in a quoted field.
  private mutating func passQuote(_ bytes: Span<UInt8>, at index: Int, recordStart: Int) -> Int {
    if !isInQuotes {
      isInQuotes = index == recordStart || bytes[index - 1] == delimiter
    } else if index + 1 < bytes.count, bytes[index + 1] == CSVScanner.quote {
      return index + 2
    } else {
      isInQuotes = false
    }
    return index + 1
  }

  private mutating func learnLineBreak(_ bytes: Span<UInt8>, at index: Int, _ buffer: inout ChunkBuffer) {
    let isPair = index + 1 < bytes.count && bytes[index + 1] == CSVScanner.lineFeed
    if bytes[index] == CSVScanner.carriageReturn, !isPair { buffer.lineBreak = CSVScanner.carriageReturn }
    knowsLineBreak = true
  }

  private mutating func take(_ bytes: [UInt8], to lineEnd: Int, _ buffer: inout ChunkBuffer) throws(Diagnostic) {
    let start = buffer.settled
    let isTooLong = isOversized || lineEnd - start > SplittingLimits.record
    isOversized = false
    let isPair = buffer.lineBreak == CSVScanner.lineFeed && lineEnd > start
    let end = isPair && bytes[lineEnd - 1] == CSVScanner.carriageReturn ? lineEnd - 1 : lineEnd
    guard end > start else { return }
    if hasHeader, header == nil {
      let place = buffer.location(at: start)
      guard !isTooLong else { throw Diagnostic("header is longer than a record may be", at: place) }
      header = try CSVHeader.names(Array(bytes[start..<end]), delimiter: delimiter, mayRepeat: mayRepeat, at: place)
    } else if isTooLong {
      buffer.add(from: start, to: start + SplittingLimits.keptOfOversized, excess: .length)
    } else {
      buffer.add(from: start, to: end)
    }
  }
}
