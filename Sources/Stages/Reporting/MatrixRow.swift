package import AuditModel
import DocumentModel

/// One line of the control matrix: a control with what tests it and what came out.
struct MatrixRow: Sendable {
  let standing: ControlStanding
  /// In the order of the policies.
  let decisions: [GateDecision]
  let titles: CriterionTitles

  static func all(_ facts: Facts) -> [MatrixRow] {
    facts.controls.map { standing in
      MatrixRow(
        standing: standing, decisions: facts.decisions.filter { $0.gate.controls.contains(standing.control.id) },
        titles: facts.material.titles)
    }
  }

  /// `SOC 2 (2017) CC6.3: Access by role with least privilege`.
  var criteria: [String] {
    standing.control.criteria.map { criterion in
      let name = "\(FrameworkName.words(criterion)) \(criterion.id)"
      return titles[criterion].map { "\(name): \($0)" } ?? name
    }
  }

  var populations: String {
    decisions.compactMap { decision in
      decision.tested.map { "\(decision.gate.name): \(Words.count($0.population, "record"))" }
        ?? decision.measured.map { "\(decision.gate.name): metric \($0.name)" }
    }.joined(separator: "; ")
  }

  /// The whole population, unless a gate draws from it.
  var sample: String {
    decisions.contains { $0.tested != nil } ? "whole population" : decisions.isEmpty ? "" : "figure"
  }

  var exceptions: Int64 { decisions.reduce(0) { $0 + ($1.tested?.exceptionCount ?? 0) } }

  /// Names in the pack, each once, in order.
  var exhibits: [String] {
    var names: [String] = []
    for exhibit in decisions.compactMap(\.exhibit) where !names.contains(exhibit) { names.append(exhibit) }
    return names
  }

  /// What management says to failures of its gates.
  var responses: String { decisions.flatMap(\.responses).map(\.words).joined(separator: " ") }

  var gaps: String {
    if let why = standing.control.untestable { return "not testable from exports: \(why)" }
    switch standing.standing {
    case .notTested: return "no gate tests it"
    case .documented: return "documented, not tested"
    case .noData: return "no data for a gate"
    case .fail, .waiverExpired, .indeterminate, .waived, .warning, .watch, .pass, .notApplicable: return ""
    }
  }
}

/// The control matrix as it goes into spreadsheets: texts, numbers and links to exhibits.
package struct ControlMatrix: Sendable {
  package enum Value: Hashable, Sendable {
    case text(String)
    case number(Double)
    /// Words, and a file of the pack.
    case link(String, file: String)

    package var words: String {
      switch self {
      case .text(let words), .link(let words, file: _): words
      case .number(let value): NumberWords.decimal(value, places: 0).filter { $0 != "," }
      }
    }
  }

  package struct Column: Sendable {
    package let title: String
    /// Characters.
    package let width: Double
  }

  package let columns: [Column]
  package let rows: [[Value]]

  package init(_ facts: Facts) {
    columns = ControlMatrix.layout.map { Column(title: $0.title, width: $0.width) }
    rows = MatrixRow.all(facts).map { row in ControlMatrix.layout.map { $0.value(row) } }
  }

  private struct Place: Sendable {
    let title: String
    let width: Double
    let value: @Sendable (MatrixRow) -> Value
  }

  private static let layout: [Place] = [
    Place(title: "Control", width: 10) { .text($0.standing.control.id) },
    Place(title: "Title", width: 34) { .text($0.standing.control.title) },
    Place(title: "Wording", width: 50) { .text($0.standing.control.wording ?? "") },
    Place(title: "Criteria", width: 50) { .text($0.criteria.joined(separator: "; ")) },
    Place(title: "Owner", width: 18) { .text($0.standing.control.owner ?? "") },
    Place(title: "Frequency", width: 14) { .text($0.standing.control.frequency ?? "") },
    Place(title: "Automated or manual", width: 14) { .text($0.standing.control.nature ?? "") },
    Place(title: "Nature of test", width: 16) { .text($0.standing.control.test ?? "") },
    Place(title: "Gates", width: 40) { .text($0.decisions.map(\.gate.name).joined(separator: "; ")) },
    Place(title: "Population", width: 40) { .text($0.populations) },
    Place(title: "Sample", width: 16) { .text($0.sample) },
    Place(title: "Exceptions", width: 11) { .number(Double($0.exceptions)) },
    Place(title: "Result", width: 14) { .text($0.standing.standing.rawValue.replacing("_", with: " ")) },
    Place(title: "Reason", width: 60) { .text($0.decisions.map(\.reason).joined(separator: "; ")) },
    Place(title: "Management's response", width: 40) { .text($0.responses) },
    Place(title: "Evidence", width: 20) { row in
      guard let first = row.exhibits.first else { return .text("") }
      return .link(row.exhibits.map(ExceptionsSection.name).joined(separator: ", "), file: first)
    },
    Place(title: "Gaps", width: 30) { .text($0.gaps) },
  ]
}
