package import Bytes
package import Diagnostics
package import Rows

/// The bytes between a reader and the chunks: what has been read and is not yet cut off.
///
/// A scanner looks at `bytes` from `scanned` on, announces records in order by `add`, and moves `settled` to where the
/// buffer may be cut: before the record that it is in. A cut shifts all indices, so that a scanner keeps none.
package struct ChunkBuffer: Sendable {
  /// The label of the export in diagnostics.
  package let name: String
  package let chunkSize: Int
  /// The byte that ends a line: LF, or CR in files that know no other.
  package var lineBreak: UInt8 = 0x0A
  package private(set) var bytes: [UInt8] = []
  /// Everything before it belongs to announced records or stands between records.
  package private(set) var settled = 0
  /// How far the scanner has looked.
  package var scanned = 0
  private var records: [RecordChunk.Record] = []
  /// Bytes that were appended and not yet moved to `bytes`.
  private var backlog: ArraySlice<UInt8> = []
  /// Line breaks in `bytes[..<counted]`, and those of bytes that were dropped since the last cut.
  private var counted = 0
  private var lineBreaks = 0
  /// Line breaks of bytes that were dropped from the record that begins at `settled`.
  private var droppedBreaks = 0
  /// Lines before the chunk, and the scalars before it in its first line.
  private var lineBase = 0
  private var columnBase: Int? = 0
  /// Where bytes were last dropped since the last cut.
  private var dropped: Int?

  package init(name: String, chunkSize: Int) {
    self.name = name
    self.chunkSize = max(1, chunkSize)
  }

  // MARK: Filling

  package mutating func append(_ new: [UInt8]) {
    if backlog.isEmpty { backlog = new[...] } else { backlog += new }
  }

  /// Moves one chunk's worth of the backlog to `bytes`; false when there is none.
  package mutating func pull() -> Bool {
    guard !backlog.isEmpty else { return false }
    reserve()
    let part = backlog.prefix(chunkSize)
    bytes += part
    backlog = backlog.dropFirst(part.count)
    return true
  }

  /// Reads one chunk's worth behind what was appended; false at the reader's end.
  package mutating func fill(from reader: inout any ByteReader) throws(Diagnostic) -> Bool {
    while pull() {}
    reserve()
    return try reader.read(into: &bytes, limit: chunkSize) > 0
  }

  private mutating func reserve() {
    let needed = bytes.count + chunkSize + RecordChunk.padding
    if bytes.capacity < needed { bytes.reserveCapacity(max(needed, bytes.capacity * 2)) }
  }

  // MARK: Records

  /// Announces the record `bytes[start..<end]`.
  package mutating func add(from start: Int, to end: Int, excess: RecordChunk.Record.Excess? = nil) {
    countLines(to: start)
    records.append(
      RecordChunk.Record(start: start, end: end, line: UInt32(clamping: lineBreaks + 1), excess: excess))
    if excess != nil, droppedBreaks > 0 {
      countLines(to: end)
      lineBreaks += droppedBreaks
      droppedBreaks = 0
    }
  }

  /// Announces the first line break after what was counted, so that it need not be looked for again.
  package mutating func noteLineBreak(at index: Int) {
    lineBreaks += 1
    counted = index + 1
  }

  /// Allows a cut at `index`.
  package mutating func settle(at index: Int) { settled = index }

  /// Takes out what lies behind the kept beginning of an oversized record that begins at `settled`, up to `end`; its
  /// line breaks still count. Leaves `scanned` behind the kept part.
  package mutating func dropOversized(to end: Int) {
    let range = min(settled + SplittingLimits.keptOfOversized, end)..<end
    scanned = range.lowerBound
    guard !range.isEmpty else { return }
    droppedBreaks += ByteSearch.count(lineBreak, in: bytes.span, range)
    bytes.removeSubrange(range)
    dropped = range.lowerBound
  }

  /// Passes over a byte order mark; false if more bytes are needed to know.
  package mutating func passByteOrderMark(atEnd: Bool) throws(Diagnostic) -> Bool {
    guard bytes.count >= 3 || atEnd else { return false }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw Diagnostic("file is UTF-16", at: Location(file: name), hint: "say encoding: utf-16")
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      throw Diagnostic(
        "file is compressed by gzip twice", at: Location(file: name), hint: "decompress it once, by hand")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      settled = 3
      scanned = 3
    }
    return true
  }

  private mutating func countLines(to index: Int) {
    guard index > counted else { return }
    lineBreaks += ByteSearch.count(lineBreak, in: bytes.span, counted..<index)
    counted = index
  }

  // MARK: Chunks

  /// A chunk if there is enough for one.
  package mutating func cutIfFull() -> RecordChunk? {
    bytes.count >= chunkSize && settled > 0 ? cut() : nil
  }

  /// Everything up to `settled` as a chunk; nil if that is nothing.
  package mutating func cut() -> RecordChunk? {
    guard settled > 0 else { return nil }
    countLines(to: settled)
    let lines = lineBreaks
    advanceBase(over: lines)
    let rest = Array(bytes[settled...])
    bytes.removeSubrange(settled...)
    bytes.append(contentsOf: repeatElement(0, count: RecordChunk.padding))
    let chunk = RecordChunk(bytes: bytes, records: records, lineBreaks: lines)
    let used = records.count
    bytes = rest
    records = []
    records.reserveCapacity(used)
    scanned -= settled
    (settled, counted, lineBreaks) = (0, 0, 0)
    return chunk
  }

  private mutating func advanceBase(over lines: Int) {
    columnBase = column(at: settled)
    lineBase += lines
    dropped = nil
  }

  // MARK: Places

  /// The line and column of `bytes[index]`, which is not settled; no column where bytes of its line were dropped.
  package mutating func location(at index: Int) -> Location {
    precondition(index >= settled, "places before the settled bytes are not asked for")
    countLines(to: index)
    let passed = dropped.map { index >= $0 } ?? false ? droppedBreaks : 0
    return Location(file: name, line: lineBase + lineBreaks + passed + 1, column: column(at: index).map { $0 + 1 })
  }

  /// The scalars before `bytes[index]` in its line; nil if bytes of that line were dropped.
  private func column(at index: Int) -> Int? {
    let lineStart = ByteSearch.last(lineBreak, in: bytes.span, before: index).map { $0 + 1 }
    if let dropped, dropped >= lineStart ?? 0 { return nil }
    let scalars = ByteSearch.scalars(in: bytes.span, (lineStart ?? 0)..<index)
    return lineStart == nil ? columnBase.map { $0 + scalars } : scalars
  }
}
