/// A stretch of an export that holds whole records: what one worker parses.
public struct RecordChunk: Sendable {
  /// The bytes of the records and what stands between them, then `padding` zero bytes for parsers that read ahead.
  public let bytes: [UInt8]
  public let records: [Record]
  /// Line breaks in the chunk: how many lines the next chunk's numbers are further on.
  public let lineBreaks: Int

  /// Readable bytes after the last record.
  public static let padding = 64

  /// One record: `bytes[start..<end]`, without its line break or comma.
  public struct Record: Sendable {
    public let start: Int
    public let end: Int
    /// Counted from 1 at the chunk's first line.
    public let line: UInt32
    /// Longer than a record may be: only its beginning is here, and it is to be rejected.
    public let oversized: Bool

    public init(start: Int, end: Int, line: UInt32, oversized: Bool = false) {
      self.start = start
      self.end = end
      self.line = line
      self.oversized = oversized
    }
  }

  public init(bytes: [UInt8], records: [Record], lineBreaks: Int) {
    self.bytes = bytes
    self.records = records
    self.lineBreaks = lineBreaks
  }
}
