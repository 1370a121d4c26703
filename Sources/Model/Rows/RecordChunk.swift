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
    /// Why it is to be rejected unread; then only its beginning is here.
    public let excess: Excess?

    /// What there is too much of.
    public enum Excess: UInt8, Sendable {
      /// The record is longer than a record may be.
      case length
      /// The records that a list inside it makes are longer than they may be.
      case explosion
    }

    public init(start: Int, end: Int, line: UInt32, excess: Excess? = nil) {
      self.start = start
      self.end = end
      self.line = line
      self.excess = excess
    }
  }

  public init(bytes: [UInt8], records: [Record], lineBreaks: Int) {
    self.bytes = bytes
    self.records = records
    self.lineBreaks = lineBreaks
  }
}
