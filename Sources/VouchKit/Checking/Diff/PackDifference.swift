/// Something that two packs say differently, with what may have brought it about.
public struct PackDifference: Hashable, Sendable {
  public let subject: Subject
  /// The gate, metric, control, criterion, source or file.
  public let id: String
  /// What of it: `decision`, `value`, `exceptions that came`.
  public let field: String
  /// In the old and in the new pack.
  public let old: String
  public let new: String
  /// In the order of the cases.
  public let causes: [Cause]

  public enum Subject: String, Hashable, Sendable, CaseIterable {
    case gate, control, criterion, metric, population, finding, file
  }

  /// The inputs that a difference can come from.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    /// An export.
    case data
    /// The gate itself, or a limit or measure that it uses.
    case policy
    case waiver
    /// Period, as-of date, mapping or documents of the definition.
    case definition
    /// The program, its theme, templates and fonts.
    case tool
  }
}
