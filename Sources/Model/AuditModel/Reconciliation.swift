public import Rows

/// The account of one source: what was read, and what became of every record.
public struct SourceReconciliation: Hashable, Sendable {
  public let name: String
  public let kind: String
  public let files: [FileReconciliation]
  /// Records that another system should have exported, where the definition says so.
  public let expected: Int64?
  /// Time of the first and last used record, and the longest silence between neighbours in time order, in whole seconds.
  public let first: Instant?
  public let last: Instant?
  public let largestGap: Int64?
  /// The record before the longest silence, to the second; nil where there are no two times.
  public let largestGapStart: Instant?
  /// Rejected records in file order, up to `rejectionLimit`.
  public let rejections: [Rejection]
  /// Columns of CSV exports that no field of the schema is read from, each once, in the order of the files.
  public let unusedColumns: [String]
  /// What the numbers of a log or a chain of hashes show; nil where the definition names none.
  public let sequence: SequenceAccount?
  public let chain: ChainAccount?

  /// How many rejections of a source are kept with their text; all are counted.
  public static let rejectionLimit = 10_000

  public init(
    name: String, kind: String, files: [FileReconciliation], expected: Int64?, first: Instant?, last: Instant?,
    largestGap: Int64?, largestGapStart: Instant? = nil, rejections: [Rejection], unusedColumns: [String] = [],
    sequence: SequenceAccount? = nil, chain: ChainAccount? = nil
  ) {
    self.name = name
    self.kind = kind
    self.files = files
    self.expected = expected
    self.first = first
    self.last = last
    self.largestGap = largestGap
    self.largestGapStart = largestGapStart
    self.rejections = rejections
    self.unusedColumns = unusedColumns
    self.sequence = sequence
    self.chain = chain
  }

  /// The counts of all files together.
  public var counts: RecordCounts { files.reduce(into: RecordCounts()) { $0.add($1.counts) } }

  /// Whether anything shows that the export is whole.
  public var showsCompleteness: Bool { expected != nil || sequence != nil || chain != nil }
}

/// The account of one file.
public struct FileReconciliation: Hashable, Sendable {
  public let path: String
  /// Of the bytes that were parsed, before decompression; 64 lowercase hexadecimal digits.
  public let sha256: String
  public let bytes: Int64
  public let counts: RecordCounts

  public init(path: String, sha256: String, bytes: Int64, counts: RecordCounts) {
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
    self.counts = counts
  }
}

/// What became of records; the first class that applies counts.
public struct RecordCounts: Hashable, Sendable {
  /// Documents that records were exploded from.
  public var containers: Int64 = 0
  public var read: Int64 = 0
  public var rejected: Int64 = 0
  public var duplicate: Int64 = 0
  public var outsidePeriod: Int64 = 0
  public var filtered: Int64 = 0
  public var used: Int64 = 0
  /// Parsed records whose time is before that of the parsed record in front of them in the file.
  public var outOfOrder: Int64 = 0

  public init() {}

  public var parsed: Int64 { read - rejected }

  /// Whether every record that was read is in exactly one class.
  public var balances: Bool { rejected + duplicate + outsidePeriod + filtered + used == read }

  public mutating func add(_ other: RecordCounts) {
    containers += other.containers
    read += other.read
    rejected += other.rejected
    duplicate += other.duplicate
    outsidePeriod += other.outsidePeriod
    filtered += other.filtered
    used += other.used
    outOfOrder += other.outOfOrder
  }
}

/// A record that could not be taken, with its reason.
public struct Rejection: Hashable, Sendable {
  public let origin: RecordOrigin
  public let reason: String
  /// The record's beginning, made printable.
  public let excerpt: String

  public init(origin: RecordOrigin, reason: String, excerpt: String) {
    self.origin = origin
    self.reason = reason
    self.excerpt = excerpt
  }
}

extension [SourceReconciliation] {
  /// The place of a record by the positions of its source and of the file in it.
  public func origin(source: Int, file: Int, line: Int, ordinal: Int) -> RecordOrigin {
    let account = indices.contains(source) ? self[source] : nil
    let path = account.flatMap { $0.files.indices.contains(file) ? $0.files[file].path : nil }
    return RecordOrigin(source: account?.name ?? "", file: path ?? "", line: line, ordinal: ordinal)
  }
}
