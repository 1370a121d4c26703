/// What a pack's dashboard says of its period: later packs show it as a trend.
public struct PeriodFigures: Hashable, Sendable {
  public let period: Period
  public let figures: [Figure]
  public let controls: [Control]

  /// A share: so many of so many.
  public struct Figure: Hashable, Sendable {
    public let name: String
    public let part: Int64
    public let whole: Int64

    public init(name: String, part: Int64, whole: Int64) {
      self.name = name
      self.part = part
      self.whole = whole
    }

    /// In percent; nil where there was nothing to count.
    public var share: Double? { whole > 0 ? Double(part) / Double(whole) * 100 : nil }
  }

  /// What a control came to.
  public struct Control: Hashable, Sendable {
    public let id: String
    public let standing: Standing

    public init(id: String, standing: Standing) {
      self.id = id
      self.standing = standing
    }
  }

  public init(period: Period, figures: [Figure], controls: [Control]) {
    self.period = period
    self.figures = figures
    self.controls = controls
  }
}
