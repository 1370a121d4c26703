import AuditModel
import Diagnostics
import DocumentModel

/// What a narrative may take from the facts: `{{metrics.NAME}}`, `{{decisions.GATE}}`, `{{controls.ID}}`, `{{pack.period}}`.
///
/// After a gate's id may stand `.reason`, `.population`, `.exceptions` or `.exhibit`.
struct References {
  let facts: Facts

  private static let opening = "{{"
  private static let closing = "}}"

  /// Every reference that leads nowhere, with line and column.
  func problems(in text: String, file: String) -> [Diagnostic] {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    return lines.enumerated().flatMap { number, line in
      pieces(String(line)).compactMap { piece -> Diagnostic? in
        guard case .reference(let name, let column) = piece, value(name) == nil else { return nil }
        return Diagnostic(
          "unknown reference '\(name)'",
          at: Location(file: file, line: number + 1, column: column, excerpt: String(line)),
          hint: suggestionHint(for: name, in: names)
            ?? "known are metrics.NAME, decisions.GATE, controls.ID and pack.FIELD")
      }
    }
  }

  /// A line of text with its references filled in; a decision keeps its tone.
  func inlines(_ text: String) -> [Inline] {
    pieces(text).map { piece in
      switch piece {
      case .text(let words): .text(words)
      case .reference(let name, column: _): value(name) ?? .text(name)
      }
    }
  }

  func filled(_ text: String) -> String { inlines(text).map(\.words).joined() }

  private enum Piece {
    case text(String)
    /// The column counts from 1, in Unicode scalars.
    case reference(String, column: Int)
  }

  private func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let start = rest.firstRange(of: References.opening),
      let end = rest[start.upperBound...].firstRange(of: References.closing)
    {
      if start.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<start.lowerBound]))) }
      let column = text.unicodeScalars.distance(from: text.startIndex, to: start.lowerBound) + 1
      let name = rest[start.upperBound..<end.lowerBound].filter { $0 != " " }
      pieces.append(.reference(String(name), column: column))
      rest = rest[end.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }

  private func value(_ name: String) -> Inline? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let key = String(name[name.index(after: dot)...])
    switch name[..<dot] {
    case "metrics": return metric(key).map { .text($0) }
    case "decisions": return decision(key)
    case "controls": return facts.controls.first { $0.control.id == key }.map { Words.status($0.standing) }
    case "pack": return pack(key).map { .text($0) }
    default: return nil
    }
  }

  /// By its title, with labels; or by its name where only one metric has it.
  private func metric(_ key: String) -> String? {
    let titled = facts.metrics.filter { $0.title == key }
    let named = titled.isEmpty ? facts.metrics.filter { $0.name == key } : titled
    guard named.count == 1, let metric = named.first else { return nil }
    return metric.value.map { Words.value($0, unit: metric.unit) } ?? "undefined"
  }

  private func decision(_ key: String) -> Inline? {
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    guard let decision = facts.decisions.first(where: { $0.gate.id == parts.first }) else { return nil }
    switch parts.count > 1 ? parts[1] : "" {
    case "": return Words.status(decision.decision)
    case "reason": return .text(decision.reason)
    case "population": return decision.tested.map { .text(Words.count($0.population)) }
    case "exceptions": return decision.tested.map { .text(Words.count($0.exceptionCount)) }
    case "exhibit": return decision.exhibit.map { .link(ExceptionsSection.name($0), to: .file($0)) }
    default: return nil
    }
  }

  private func pack(_ key: String) -> String? {
    let definition = facts.definition
    switch key {
    case "name": return definition.pack
    case "title": return definition.title
    case "organization": return definition.organization
    case "period": return "\(definition.period)"
    case "period_start": return "\(definition.period.start)"
    case "period_end": return "\(definition.period.end)"
    case "as_of": return "\(definition.asOf)"
    case "prepared_by": return definition.cover.preparedBy
    case "reviewed_by": return definition.cover.reviewedBy
    case "gates": return Words.count(facts.decisions.count)
    case "gates_passed": return Words.count(facts.decisions.count { $0.decision == .pass })
    case "gates_blocking": return Words.count(facts.decisions.count(where: \.blocks))
    case "controls": return Words.count(facts.controls.count)
    default: return nil
    }
  }

  /// Every name that would do, for suggestions.
  private var names: [String] {
    facts.metrics.map { "metrics.\($0.title)" } + facts.decisions.map { "decisions.\($0.gate.id)" }
      + facts.controls.map { "controls.\($0.control.id)" }
      + [
        "name", "title", "organization", "period", "period_start", "period_end", "as_of", "prepared_by", "reviewed_by",
        "gates", "gates_passed", "gates_blocking", "controls",
      ].map { "pack.\($0)" }
  }
}
