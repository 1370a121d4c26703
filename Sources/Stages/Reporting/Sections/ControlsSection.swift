import AuditModel
import DocumentModel
import Rows

/// The controls of the policies, each with what its gates came to.
enum ControlsSection {
  static let section = ReportSection(name: "controls", title: "Controls") { facts, _ in
    guard !facts.controls.isEmpty else {
      return [.paragraph([.text("The policies declare no controls.")])]
    }
    var blocks: [Block] = [.table(controls(facts))]
    if !facts.criteria.isEmpty { blocks.append(.table(criteria(facts))) }
    return blocks
  }

  private static func controls(_ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Controls", columns: [.init("Control"), .init("Title"), .init("Criteria"), .init("Standing")],
      rows: facts.controls.map { standing in
        let criteria = standing.control.criteria.map { "\(FrameworkName.words($0)) \($0.id)" }.joined(separator: ", ")
        return [
          [.code(standing.control.id)], [.text(standing.control.title)], [.text(criteria)],
          [Words.status(standing.standing)],
        ]
      })
  }

  private static func criteria(_ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Criteria, each with the worst of its controls",
      columns: [.init("Framework"), .init("Criterion"), .init("What it asks"), .init("Standing")],
      rows: byFramework(facts.criteria).map { standing in
        [
          [.text(FrameworkName.words(standing.criterion))], [.code(standing.criterion.id)],
          [.text(facts.material.titles[standing.criterion] ?? "")], [Words.status(standing.standing)],
        ]
      })
  }

  /// The criteria of one framework together, in the order in which the policies name them first.
  private static func byFramework(_ criteria: [CriterionStanding]) -> [CriterionStanding] {
    var frameworks: [String] = []
    for standing in criteria where !frameworks.contains(standing.criterion.framework) {
      frameworks.append(standing.criterion.framework)
    }
    return frameworks.flatMap { name in criteria.filter { $0.criterion.framework == name } }
  }
}
