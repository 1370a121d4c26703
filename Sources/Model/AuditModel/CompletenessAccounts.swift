/// What the numbers of a log that is numbered without gaps came to, in the order of the files.
public struct SequenceAccount: Hashable, Sendable {
  public var first: Int64?
  public var last: Int64?
  /// Numbers that were passed over.
  public var missing: Int64 = 0
  /// Records whose number is not beyond that of the record before.
  public var repeated: Int64 = 0
  /// Records without a number.
  public var unnumbered: Int64 = 0
  /// Rejected records whose number cannot be read: each may be one of those that were passed over.
  public var unreadable: Int64 = 0
  /// The records behind the first breaks, up to `breakLimit`.
  public var breaks: [RecordOrigin] = []

  public static let breakLimit = 100

  public init() {}

  public var isWhole: Bool { missing == 0 && repeated == 0 && unnumbered == 0 }
}

/// What a log whose records carry the hash of the one before came to, in the order of the files.
public struct ChainAccount: Hashable, Sendable {
  /// Records whose hash of the one before is right; the first record has none to be held against.
  public var confirmed: Int64 = 0
  public var broken: Int64 = 0
  /// The records of the first breaks, up to `SequenceAccount.breakLimit`.
  public var breaks: [RecordOrigin] = []

  public init() {}

  public var isWhole: Bool { broken == 0 }
}
