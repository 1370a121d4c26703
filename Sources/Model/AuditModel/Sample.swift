/// Records that were drawn from a population, so that a tester looks at them instead of at all.
public struct Sample: Hashable, Sendable {
  /// Under which `sample_results` name it.
  public let id: String
  public let size: Int
  /// Why so many.
  public let basis: String?
  public let seed: String
  /// SHA-256 of the population exhibit, 64 lowercase hexadecimal digits.
  public let populationDigest: String
  /// Whether the definition stated the population's digest beside the seed; without it the preparer drew.
  public let isCommitted: Bool
  /// The bytes of the population exhibit: CSV, one row a record.
  public let populationExhibit: [UInt8]
  /// In the order of their ranks.
  public let items: [Item]

  public struct Item: Hashable, Sendable {
    public let id: String
    /// 64 lowercase hexadecimal digits, by which items are ordered.
    public let rank: String
    public let origin: RecordOrigin
    /// One for each of the population's fields.
    public let values: [String]

    public init(id: String, rank: String, origin: RecordOrigin, values: [String]) {
      self.id = id
      self.rank = rank
      self.origin = origin
      self.values = values
    }
  }

  public init(
    id: String, size: Int, basis: String?, seed: String, populationDigest: String, isCommitted: Bool,
    populationExhibit: [UInt8], items: [Item]
  ) {
    self.id = id
    self.size = size
    self.basis = basis
    self.seed = seed
    self.populationDigest = populationDigest
    self.isCommitted = isCommitted
    self.populationExhibit = populationExhibit
    self.items = items
  }
}
