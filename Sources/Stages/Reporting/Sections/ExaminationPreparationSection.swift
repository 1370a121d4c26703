import AuditModel
import DocumentModel
import Rows

/// The five steps before an examination, with their dates counted back from its first day.
enum ExaminationPreparationSection {
  static let section = ReportSection(name: "examination_preparation", title: "Preparing the examination") { facts, _ in
    guard let date = facts.definition.examination.date else {
      return [.paragraph([.text("The definition names no "), .code("examination_date"), .text(".")])]
    }
    return [.words("The examination begins on \(date)."), .table(table(date, facts))]
  }

  /// Days before the examination, what is done, and what of the pack serves it.
  private static let steps: [(days: Int, title: String, work: String)] = [
    (14, "Gather", "Take the exports of the period again, and build the pack from them"),
    (7, "Review", "Read every decision that is not a pass; write responses and ask for waivers where they are due"),
    (7, "Fill gaps", "Close the criteria without a test, and the requests without an answer"),
    (3, "Rehearse", "Go from ten figures of the reports to their records, with the people who will be asked"),
    (1, "Hand over", "Seal the pack, and send it with its digests by two different ways"),
  ]

  private static func table(_ date: Day, _ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Steps before \(date)",
      columns: [
        .init("Step", .trailing), .init("Due"), .init("Before", .trailing), .init("What"),
        .init("As of \(facts.definition.asOf)"),
      ],
      rows: steps.enumerated().map { place, step in
        let due = date.advanced(by: -step.days)
        let state: Inline = due <= facts.definition.asOf ? .status("due", .warning) : .status("ahead", .neutral)
        return [
          [.text("\(place + 1)")], [.text("\(due)")], [.text(Words.count(Int64(step.days), "day"))],
          [.strong(step.title + ". "), .text(step.work + ".")], [state],
        ]
      })
  }
}
