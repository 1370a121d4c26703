/// Something wrong with the input, said so that its author can mend it.
///
/// Messages are lower case without a full stop and name the thing; the hint is the remedy.
public struct Diagnostic: Error, Hashable, Sendable {
  public enum Severity: String, Sendable {
    case error, warning
  }

  public let severity: Severity
  public let message: String
  public let hint: String?
  public let location: Location?

  public init(
    _ message: String, severity: Severity = .error, at location: Location? = nil, hint: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.hint = hint
    self.location = location
  }

  /// The same diagnostic at a place that its thrower did not know.
  public func located(at location: Location) -> Diagnostic {
    Diagnostic(message, severity: severity, at: self.location ?? location, hint: hint)
  }
}

/// A place in an input: lines and columns count from 1, columns in Unicode scalars.
public struct Location: Hashable, Sendable {
  public let file: String
  public let line: Int?
  public let column: Int?
  /// The text of the line, for the excerpt with the caret.
  public let excerpt: String?

  public init(file: String, line: Int? = nil, column: Int? = nil, excerpt: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.excerpt = excerpt
  }
}

/// Every error-level diagnostic of a stage, thrown together.
public struct Diagnostics: Error, Sendable {
  /// By file, in the order in which the files were first complained of; within a file by line and column.
  public let all: [Diagnostic]

  public init(_ all: [Diagnostic]) { self.all = Diagnostics.ordered(all) }
  public init(_ one: Diagnostic) { all = [one] }

  private static func ordered(_ all: [Diagnostic]) -> [Diagnostic] {
    var ranks: [[UInt8]: Int] = [:]
    let placed = all.enumerated().map { index, diagnostic in
      let file = Array((diagnostic.location?.file ?? "").utf8)
      let rank = ranks[file, default: ranks.count]
      ranks[file] = rank
      return (
        place: (rank, diagnostic.location?.line ?? 0, diagnostic.location?.column ?? 0, index), diagnostic: diagnostic
      )
    }
    return placed.sorted { $0.place < $1.place }.map(\.diagnostic)
  }
}
