/// The packs that a pack follows: paths relative to the definition.
public struct Lineage: Hashable, Sendable {
  /// The pack of the period before.
  public let previous: String?
  /// The pack of the same period that this one corrects.
  public let supersedes: String?

  public init(previous: String? = nil, supersedes: String? = nil) {
    self.previous = previous
    self.supersedes = supersedes
  }
}
