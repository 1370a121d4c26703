/// Under which rules a declined applicant's inputs may be thought otherwise, and the export that holds the model's
/// coefficients.
public struct RecourseRules: Hashable, Sendable {
  /// The source of kind `coefficients`.
  public let coefficients: String
  public let link: Link
  /// Features that nobody can change, or that a fair recourse does not ask to change.
  public let immutable: [String]
  /// Numbers that can only rise, such as an age.
  public let increasing: [String]
  /// Numbers that can only fall.
  public let decreasing: [String]
  /// The least and the greatest value of a number; one without bounds stays within what the exports show.
  public let bounds: [Bounds]
  /// Numbers that change in whole steps; others change by any amount.
  public let steps: [Amount]
  /// How dear a change is against that of a feature with weight 1.
  public let weights: [Amount]

  public init(
    coefficients: String, link: Link = .logit, immutable: [String] = [], increasing: [String] = [],
    decreasing: [String] = [], bounds: [Bounds] = [], steps: [Amount] = [], weights: [Amount] = []
  ) {
    self.coefficients = coefficients
    self.link = link
    self.immutable = immutable
    self.increasing = increasing
    self.decreasing = decreasing
    self.bounds = bounds
    self.steps = steps
    self.weights = weights
  }

  /// How the weighted sum becomes the score.
  public enum Link: String, CaseIterable, Sendable {
    case logit, identity
  }

  public struct Bounds: Hashable, Sendable {
    public let feature: String
    public let low: Double
    public let high: Double

    public init(feature: String, low: Double, high: Double) {
      self.feature = feature
      self.low = low
      self.high = high
    }
  }

  public struct Amount: Hashable, Sendable {
    public let feature: String
    public let value: Double

    public init(feature: String, value: Double) {
      self.feature = feature
      self.value = value
    }
  }
}
