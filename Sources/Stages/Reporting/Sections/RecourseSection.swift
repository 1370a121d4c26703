import AuditModel
import DocumentModel

/// What declined applicants could change: the rules, how many have a way, and the cheapest of each.
enum RecourseSection {
  /// The file of the pack that has every declined case.
  static let exhibit = "exhibits/recourse.csv"
  private static let rowLimit = 20

  static let section = ReportSection(name: "recourse", title: "Recourse") { facts, _ in
    guard let audit = facts.model else { return [] }
    guard let recourse = audit.recourse, let rules = audit.definition.recourse else {
      return [
        .note(
          .caution, [.text("No coefficients are exported: what a declined applicant could change is not assessed.")])
      ]
    }
    if let refusal = recourse.refusal { return [.note(.failure, [.text("Not assessed: \(refusal).")])] }
    return [.paragraph(opening(recourse, audit)), .keyValues(words(rules)), .table(table(recourse))]
  }

  private static func opening(_ recourse: Recourse, _ audit: ModelAudit) -> [Inline] {
    let declined = audit.confusion.falseNegative + audit.confusion.trueNegative
    let looked =
      recourse.cases.count < declined
      ? " (the first \(Words.count(recourse.cases.count)) of \(Words.count(declined)))" : ""
    return [
      .strong(
        "\(Words.count(recourse.found)) of \(Words.count(Int64(recourse.cases.count), "declined case"))\(looked) could have been accepted "
      ),
      .text(
        "after a change that the rules allow. The change shown is the cheapest one: a number costs its change over the range that the exports show, a category costs 1, each times its weight. Every change was checked by computing the score again; the coefficients give every exported score to within \(Words.value(recourse.largestDifference ?? 0)). A change that the model would accept is no advice: it says nothing about what causes a loan to be repaid."
      ),
    ]
  }

  private static func words(_ rules: RecourseRules) -> [Fact] {
    func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
    return [
      Fact("Cannot change", list(rules.immutable)), Fact("Can only rise", list(rules.increasing)),
      Fact("Can only fall", list(rules.decreasing)),
      Fact(
        "Bounds", list(rules.bounds.map { "\($0.feature) \(Words.value($0.low)) to \(Words.value($0.high))" })),
      Fact("Steps", list(rules.steps.map { "\($0.feature) by \(Words.value($0.value))" })),
      Fact("Weights", list(rules.weights.map { "\($0.feature) \(Words.value($0.value))" })),
    ]
  }

  private static func table(_ recourse: Recourse) -> DocumentTable {
    let hidden = recourse.cases.count - min(rowLimit, recourse.cases.count)
    return DocumentTable(
      caption: "The cheapest change of each declined case",
      columns: [
        .init("Case"), .init("Score", .trailing), .init("Change"), .init("Cost", .trailing),
        .init("New score", .trailing),
      ],
      rows: recourse.cases.prefix(rowLimit).map { item in
        let score = DocumentTable.Cell([.text(NumberWords.decimal(item.score, places: 3))])
        switch item.outcome {
        case .none(let why): return [[.code(item.id)], score, [.text(why)], [], []]
        case .found(let changes, let cost, let new):
          let words = changes.map { "\($0.feature) from \($0.from) to \($0.to)" }.joined(separator: "; ")
          return [
            [.code(item.id)], score, [.text(words)], [.text(NumberWords.decimal(cost, places: 3))],
            [.text(NumberWords.decimal(new, places: 3))],
          ]
        }
      },
      continuation: [
        .text(
          hidden > 0 ? "\(Words.count(hidden)) more, and every value in full, are in " : "Every value in full is in "),
        .link(exhibit, to: .file(exhibit)), .text("."),
      ])
  }
}
