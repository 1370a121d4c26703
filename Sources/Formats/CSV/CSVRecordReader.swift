import Chunking

/// Reads records of CSV, one at a time, strictly by RFC 4180.
@safe package struct CSVRecordReader: ~Copyable {
  private let delimiter: UInt8
  private let columns: Int?
  private var fields: [Field] = []
  private var record = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// The texts of fields whose doubled quotes had to be made single, end to end.
  private var scratch = FieldScratch()

  private struct Field {
    let start: Int
    let end: Int
    let isQuoted: Bool
    let isInScratch: Bool
  }

  private static let quote: UInt8 = 0x22
  /// The most fields of a record.
  private static let fieldLimit = 1 << 14

  /// `columns`: how many fields a record has; nil where any number will do.
  package init(delimiter: UInt8 = CSVDelimiter.comma, columns: Int? = nil) {
    CSVDelimiter.check(delimiter)
    self.delimiter = delimiter
    self.columns = columns
  }

  package var fieldCount: Int { fields.count }

  /// The text of a field, without its quotes. Holds until the next read, as long as the record does.
  package func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[index]
    if field.isInScratch { return unsafe scratch.part(field.start, field.end) }
    return unsafe UnsafeBufferPointer(rebasing: record[field.start..<field.end])
  }

  /// Whether the field stands in quotes: some systems tell an empty text from none by them.
  package func isQuoted(_ index: Int) -> Bool { fields[index].isQuoted }

  /// Reads a record; the reason if it is to be rejected, and then it has no fields.
  package mutating func read(_ record: UnsafeBufferPointer<UInt8>) -> String? {
    fields.removeAll(keepingCapacity: true)
    scratch.prepare(for: record.count)
    unsafe self.record = record
    if let reason = unsafe refusedBytes(record.span) ?? readFields(record.span) ?? wrongCount() {
      fields.removeAll(keepingCapacity: true)
      return reason
    }
    return nil
  }

  /// Why a record is rejected of which only the beginning was kept.
  package mutating func reasonForOversized(_ beginning: UnsafeBufferPointer<UInt8>) -> String {
    fields.removeAll(keepingCapacity: true)
    scratch.prepare(for: beginning.count)
    unsafe self.record = beginning
    let reason = unsafe readFields(beginning.span)
    fields.removeAll(keepingCapacity: true)
    guard let reason, reason.hasPrefix(CSVRecordReader.unclosed) else { return SplittingLimits.oversizedReason }
    return "\(SplittingLimits.oversizedReason): \(reason)"
  }

  private static let unclosed = "quote is not closed"

  private func wrongCount() -> String? {
    guard let columns, fields.count != columns else { return nil }
    return "row has \(fields.count) \(fields.count == 1 ? "field" : "fields"), the header has \(columns)"
  }

  private func refusedBytes(_ bytes: Span<UInt8>) -> String? {
    var all: UInt8 = 0
    var hasNull = false
    for index in bytes.indices {
      let byte = bytes[index]
      all |= byte
      hasNull = hasNull || byte == 0
    }
    if hasNull, let place = ByteSearch.first(0, in: bytes, from: 0) {
      return "NUL byte \(RecordText.place(of: place, in: bytes))"
    }
    guard all >= 0x80, let place = RecordText.firstInvalidUTF8(bytes) else { return nil }
    return "text is not valid UTF-8 \(RecordText.place(of: place, in: bytes))"
  }

  // MARK: Fields

  private mutating func readFields(_ bytes: Span<UInt8>) -> String? {
    var start = 0
    while true {
      let isQuoted = start < bytes.count && bytes[start] == CSVRecordReader.quote
      var end = start
      if let reason = isQuoted ? readQuoted(bytes, &end) : readPlain(bytes, &end) { return reason }
      guard end < bytes.count else { return nil }
      guard fields.count < CSVRecordReader.fieldLimit else {
        return "row has more than \(CSVRecordReader.fieldLimit) fields"
      }
      start = end + 1
    }
  }

  /// Reads a field without quotes up to the delimiter, at which `position` then is.
  private mutating func readPlain(_ bytes: Span<UInt8>, _ position: inout Int) -> String? {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == delimiter { break }
      if byte == CSVRecordReader.quote {
        return "quote in a field without quotes \(RecordText.place(of: position, in: bytes))"
      }
      if byte == 0x0A || byte == 0x0D {
        return "line break outside quotes \(RecordText.place(of: position, in: bytes))"
      }
      position += 1
    }
    fields.append(Field(start: start, end: position, isQuoted: false, isInScratch: false))
    return nil
  }

  /// Reads a field in quotes, and leaves `position` at the delimiter behind it.
  private mutating func readQuoted(_ bytes: Span<UInt8>, _ position: inout Int) -> String? {
    let opening = position
    let scratchStart = scratch.count
    var run = opening + 1
    var closing = ByteSearch.first(CSVRecordReader.quote, in: bytes, from: run)
    while let found = closing, found + 1 < bytes.count, bytes[found + 1] == CSVRecordReader.quote {
      // The first quote of the pair belongs to the text.
      unsafe scratch.append(record, run..<found + 1)
      run = found + 2
      closing = ByteSearch.first(CSVRecordReader.quote, in: bytes, from: run)
    }
    guard let closing else {
      return "\(CSVRecordReader.unclosed) that opens field \(fields.count + 1) "
        + RecordText.place(of: opening, in: bytes)
    }
    position = closing + 1
    guard position == bytes.count || bytes[position] == delimiter else {
      return "text behind a closing quote \(RecordText.place(of: position, in: bytes))"
    }
    if run == opening + 1 {
      fields.append(Field(start: run, end: closing, isQuoted: true, isInScratch: false))
    } else {
      unsafe scratch.append(record, run..<closing)
      fields.append(Field(start: scratchStart, end: scratch.count, isQuoted: true, isInScratch: true))
    }
    return nil
  }
}
