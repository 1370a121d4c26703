/// A chart with its words: drawn by each renderer from the same primitives.
public struct Figure: Hashable, Sendable {
  /// The finding that the figure shows, as its title.
  public let title: String
  /// What a reader who cannot see it must know: the same statement as the drawing makes, with its numbers.
  public let alternative: String
  /// Where the figures come from, and their units.
  public let source: String
  public let drawing: Drawing

  public init(title: String, alternative: String, source: String, drawing: Drawing) {
    self.title = title
    self.alternative = alternative
    self.source = source
    self.drawing = drawing
  }
}

/// Shapes in a box of `width` by `height` points, origin at the top left, y downwards.
///
/// Coordinates are multiples of 0.01 pt, so that two machines draw the same numbers.
public struct Drawing: Hashable, Sendable {
  public let width: Double
  public let height: Double
  public let marks: [Mark]

  public init(width: Double, height: Double, marks: [Mark]) {
    self.width = width
    self.height = height
    self.marks = marks
  }

  public enum Mark: Hashable, Sendable {
    case rectangle(x: Double, y: Double, width: Double, height: Double, fill: Ink)
    case line(from: Point, to: Point, ink: Ink, width: Double, dashed: Bool)
    case polyline([Point], ink: Ink, width: Double)
    case circle(center: Point, radius: Double, fill: Ink)
    /// `at` is on the baseline, at the start, middle or end of the text. `size` in points.
    case text(String, at: Point, anchor: Anchor, size: Double, ink: Ink)
  }

  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double

    /// Rounded to 0.01 pt.
    public init(_ x: Double, _ y: Double) {
      self.x = Drawing.rounded(x)
      self.y = Drawing.rounded(y)
    }
  }

  public enum Anchor: String, Hashable, Sendable {
    case start, middle, end
  }

  /// A colour by its role; the theme says which colour that is, in light and in dark.
  public enum Ink: String, Hashable, Sendable, CaseIterable {
    case text, muted, axis, grid, accent, accentSoft, good, watch, warning, bad, surface
  }

  /// `value` rounded to a multiple of 0.01, so that libm's last bits never reach a page.
  public static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
