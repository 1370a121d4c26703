public import Bytes

/// How the records of an export become those of a kind, beyond plain paths.
public struct SourceMapping: Hashable, Sendable {
  /// The name of the preset that the mapping began from.
  public let preset: String?
  /// Whether the export's own first bytes tell lines, an array and an envelope apart.
  public let detectsForm: Bool
  /// The list inside a record of which each element makes a record of its own, in the list's place; empty for none.
  public let nested: [String]
  public let time: TimeFormat
  /// CEL expressions over the export's record, whose values belong to the unique key.
  public let uniqueExpressions: [String]
  /// A CEL condition over the export's record; one for which it fails is filtered.
  public let filter: String?
  /// The export's words for types and ours, in the order of the export's words' bytes.
  public let normalized: [NormalizedType]
  public let csv: CSVShape
  /// The greatest share of rejected records; more stops the build. Nil for any.
  public let toleratedRejections: Double?
  /// Where a record has its number in a gapless sequence.
  public let sequence: [String]?
  public let chain: HashChain?
  /// How texts are written; a file that begins with the mark of UTF-16 is that.
  public let encoding: TextEncoding

  public init(
    preset: String? = nil, detectsForm: Bool = false, nested: [String] = [], time: TimeFormat = .rfc3339,
    uniqueExpressions: [String] = [], filter: String? = nil, normalized: [NormalizedType] = [],
    csv: CSVShape = CSVShape(), toleratedRejections: Double? = nil, sequence: [String]? = nil, chain: HashChain? = nil,
    encoding: TextEncoding = .utf8
  ) {
    self.preset = preset
    self.detectsForm = detectsForm
    self.nested = nested
    self.time = time
    self.uniqueExpressions = uniqueExpressions
    self.filter = filter
    self.normalized = normalized
    self.csv = csv
    self.toleratedRejections = toleratedRejections
    self.sequence = sequence
    self.chain = chain
    self.encoding = encoding
  }
}

/// A type of event as an export names it, and as policies do.
public struct NormalizedType: Hashable, Sendable {
  public let original: String
  public let canonical: String

  public init(original: String, canonical: String) {
    self.original = original
    self.canonical = canonical
  }
}

/// How a CSV export is written.
public struct CSVShape: Hashable, Sendable {
  /// An ASCII character.
  public let delimiter: UInt8
  /// The names of the columns of an export without a header; nil where the first row names them.
  public let columns: [String]?
  /// How many of the last columns a row may lack.
  public let optional: Int

  public init(delimiter: UInt8 = 0x2C, columns: [String]? = nil, optional: Int = 0) {
    self.delimiter = delimiter
    self.columns = columns
    self.optional = optional
  }
}

/// How records of a log carry the hash of the one before.
public struct HashChain: Hashable, Sendable {
  /// Where a record has the hash of the record before: SHA-256, in hexadecimal.
  public let previous: [String]
  /// The member in which a record has its own hash; then a hash covers the record without that member.
  public let own: String?
  public let form: Form

  /// What is hashed.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// The record's bytes as the export has them, without the line break.
    case line
    /// The record as RFC 8785 writes it.
    case canonical
  }

  public init(previous: [String], own: String?, form: Form) {
    self.previous = previous
    self.own = own
    self.form = form
  }
}
