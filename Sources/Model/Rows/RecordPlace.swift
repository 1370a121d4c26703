/// Where a record stands among a pack's sources: what is kept of one until its file has a name.
public struct RecordPlace: Hashable, Sendable {
  /// The position of the source in the definition, and of the file among the source's.
  public let source: Int
  public let file: Int
  /// Both counted from 1 in the file.
  public let line: Int
  public let ordinal: Int

  public init(_ batch: borrowing Batch, _ row: Int) {
    source = batch.source
    file = batch.file
    line = batch.line(row)
    ordinal = batch.ordinal(row)
  }

  /// Whether the record comes first in the order of the files.
  public func precedes(_ other: RecordPlace) -> Bool {
    (source, file, ordinal) < (other.source, other.file, other.ordinal)
  }
}
