import AuditModel
import DocumentModel
import Rows

/// Every criterion in scope with what tests it; the gaps in plain sight, and apart from what is out of scope.
enum CoverageSection {
  static let section = ReportSection(name: "coverage", title: "Coverage of the criteria") { facts, _ in
    let scope = Scope(facts)
    guard !scope.entries.isEmpty else {
      return [
        .words("The definition names no framework whose criteria ship with the program: coverage cannot be told.")
      ]
    }
    return [.figure(figure(scope)), .note(scope.gaps.isEmpty ? .information : .caution, [.text(opening(scope))])]
      + gaps(scope) + [.heading(level: 2, text: "Criteria in scope", anchor: "coverage-scope"), .table(table(scope))]
      + outside(scope)
  }

  /// How far a criterion is covered.
  private enum Cover: String, CaseIterable {
    case tested
    case documented
    case gap

    var tone: Tone {
      switch self {
      case .tested: .good
      case .documented: .warning
      case .gap: .bad
      }
    }
  }

  /// The criteria of the categories in scope, and their controls.
  private struct Scope {
    let entries: [(criterion: CatalogueEntry, controls: [ControlStanding], cover: Cover)]
    let outside: [CatalogueEntry]

    init(_ facts: Facts) {
      let scopes = facts.definition.frameworks
      let known = facts.material.catalogue.filter { entry in scopes.contains { $0.framework == entry.framework } }
      // The common criteria belong to every category; a framework without categories is in scope whole.
      func isInside(_ entry: CatalogueEntry) -> Bool {
        scopes.contains { scope in
          scope.framework == entry.framework
            && (scope.categories.isEmpty || entry.category == "security" || scope.categories.contains(entry.category))
        }
      }
      outside = known.filter { !isInside($0) }
      entries = known.filter(isInside).map { entry in
        let controls = facts.controls.filter { standing in
          standing.control.criteria.contains { $0.framework == entry.framework && $0.id == entry.id }
        }
        return (entry, controls, Scope.cover(controls))
      }
    }

    private static func cover(_ controls: [ControlStanding]) -> Cover {
      if controls.contains(where: { ![.notTested, .documented].contains($0.standing) }) { return .tested }
      return controls.contains { $0.standing == .documented || $0.control.untestable != nil } ? .documented : .gap
    }

    var gaps: [CatalogueEntry] { entries.filter { $0.cover == .gap }.map(\.criterion) }
  }

  private static func opening(_ scope: Scope) -> String {
    let tested = scope.entries.count { $0.cover == .tested }
    let documented = scope.entries.count { $0.cover == .documented }
    return
      "\(Words.share(tested, of: scope.entries.count)) criteria in scope are tested, \(Words.count(documented)) are documented only, and \(Words.count(scope.gaps.count)) have no control that is tested or documented. Tested says that records were held against a gate, not that the gate passed."
  }

  private static func figure(_ scope: Scope) -> Figure {
    let parts = Cover.allCases.map { cover in
      StatusStrip.Part(cover.rawValue, cover.tone, scope.entries.count { $0.cover == cover })
    }
    let strip = StatusStrip(parts: parts, unit: "criteria")
    return Figure(
      title: scope.gaps.isEmpty
        ? "Every criterion in scope is tested or documented"
        : "\(Words.share(scope.gaps.count, of: scope.entries.count)) criteria in scope are gaps",
      alternative: strip.alternative, source: "controls of the policies against the criteria in scope",
      drawing: strip.drawing)
  }

  private static func gaps(_ scope: Scope) -> [Block] {
    guard !scope.gaps.isEmpty else { return [] }
    return [
      .heading(level: 2, text: "Gaps", anchor: "coverage-gaps"),
      .words("No control of the policies that names these criteria is tested or documented."),
      .table(
        DocumentTable(
          caption: "Gaps: \(Words.count(scope.gaps.count))", columns: [.init("Criterion"), .init("What it asks")],
          rows: scope.gaps.map { [[.code($0.id)], [.text($0.title)]] })),
    ]
  }

  private static func table(_ scope: Scope) -> DocumentTable {
    DocumentTable(
      caption: "Criteria in scope and their controls: \(Words.count(scope.entries.count))",
      columns: [.init("Criterion"), .init("What it asks"), .init("Controls, with their standing"), .init("Coverage")],
      rows: scope.entries.map { entry in
        let controls = entry.controls.map { standing -> [Inline] in
          [.text("\(standing.control.id) "), Words.status(standing.standing)]
        }
        return [
          [.code(entry.criterion.id)], [.text(entry.criterion.title)], Array(controls.joined(separator: [.text("; ")])),
          [.status(entry.cover.rawValue, entry.cover.tone)],
        ]
      })
  }

  private static func outside(_ scope: Scope) -> [Block] {
    guard !scope.outside.isEmpty else { return [] }
    let ids = scope.outside.map(\.id).joined(separator: ", ")
    return [
      .heading(level: 2, text: "Out of scope", anchor: "coverage-outside"),
      .words("The definition leaves these criteria out; they are no gaps: \(ids)."),
    ]
  }
}
