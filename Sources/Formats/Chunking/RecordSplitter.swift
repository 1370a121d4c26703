package import Bytes
package import Diagnostics
package import Rows

/// Cuts the bytes of an export into chunks of whole records, in bounded memory.
///
/// Feed it by `append` or `fill` and take chunks from `next` until that returns nil; after the last byte take chunks
/// from `finish` until nil. Where a record ends depends on the bytes alone: another chunk size, or bytes that come in
/// other pieces, give the same records with the same lines. A chunk may hold line breaks and no record.
///
/// A record longer than `SplittingLimits.record` comes out shortened and marked as such. An export whose frame is
/// broken (an array without end) still gives its complete records; then `next` or `finish` throws.
package protocol RecordSplitter: Sendable {
  mutating func append(_ bytes: [UInt8])

  /// Reads one chunk's worth from `reader`; false at its end.
  mutating func fill(from reader: inout any ByteReader) throws(Diagnostic) -> Bool

  mutating func next() throws(Diagnostic) -> RecordChunk?
  mutating func finish() throws(Diagnostic) -> RecordChunk?
}

extension RecordSplitter {
  /// Every chunk of an input that is read to its end, one after the other.
  package mutating func chunks(
    of source: some ByteSource, _ body: (RecordChunk) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var reader = try source.open()
    while try fill(from: &reader) {
      while let chunk = try next() { try body(chunk) }
    }
    while let chunk = try finish() { try body(chunk) }
  }
}

/// What one record may take.
package enum SplittingLimits {
  /// The longest record in bytes: 16 MiB.
  package static let record = 16 << 20
  /// What is kept of a longer one, for the exhibit of rejected records.
  package static let keptOfOversized = 64 << 10
  /// The usual size of a chunk.
  package static let chunk = 1 << 20

  /// The longest that the records may be together which a list inside one record makes: 64 MiB.
  package static let explosion = 64 << 20

  /// Why a record that is longer than one may be is rejected.
  package static let oversizedReason = "record is longer than \(record >> 20) MiB"

  /// Why a record of which there is too much is rejected.
  package static func reason(of excess: RecordChunk.Record.Excess) -> String {
    switch excess {
    case .length: oversizedReason
    case .explosion: "the list inside the record makes records of more than \(explosion >> 20) MiB"
    }
  }
}
