/// What declined applicants could change so that the model would accept them: the cheapest change of each, or why none.
public struct Recourse: Hashable, Sendable {
  /// In the order of the predictions.
  public let cases: [Case]
  /// The largest distance between an exported score and the one that the coefficients give; nil where none was compared.
  public let largestDifference: Double?
  /// Why nothing was looked for; nil where it was.
  public let refusal: String?

  public init(cases: [Case], largestDifference: Double?, refusal: String? = nil) {
    self.cases = cases
    self.largestDifference = largestDifference
    self.refusal = refusal
  }

  /// A declined case.
  public struct Case: Hashable, Sendable {
    public let id: String
    public let score: Double
    public let outcome: Outcome

    public init(id: String, score: Double, outcome: Outcome) {
      self.id = id
      self.score = score
      self.outcome = outcome
    }
  }

  public enum Outcome: Hashable, Sendable {
    /// The cheapest change, what it costs, and the score that it was recomputed to lead to.
    case found(changes: [Change], cost: Double, score: Double)
    /// Why there is none.
    case none(String)
  }

  /// A feature and its two values as an export would write them.
  public struct Change: Hashable, Sendable {
    public let feature: String
    public let from: String
    public let to: String

    public init(feature: String, from: String, to: String) {
      self.feature = feature
      self.from = from
      self.to = to
    }
  }

  /// How many cases have a change that the rules allow.
  public var found: Int {
    cases.count { if case .found = $0.outcome { true } else { false } }
  }
}
