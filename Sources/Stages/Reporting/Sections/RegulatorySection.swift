import AuditModel
import DocumentModel
import Rows

/// Which text asks for what, and where the report answers.
enum RegulatorySection {
  /// From this day on SR 26-2 stands in place of SR 11-7.
  private static let superseded = Day("2026-04-17")

  static let section = ReportSection(name: "regulatory_mapping", title: "Regulatory mapping") { facts, _ in
    guard facts.model != nil else { return [] }
    let principles = superseded.map { facts.definition.period.end >= $0 } ?? false
    let guidance = principles ? "SR 26-2" : "SR 11-7"
    let note =
      principles
      ? "SR 26-2 supersedes SR 11-7 for periods that end on or after 2026-04-17. It states principles: every limit in this report is the firm's own."
      : "The period ends before 2026-04-17, when SR 26-2 superseded SR 11-7. SR 11-7 states no numbers: every limit in this report is the firm's own."
    return [
      .paragraph([.text(note)]),
      .table(
        DocumentTable(
          caption: "What is asked, and where it is answered",
          columns: [.init("Text"), .init("Asks for"), .init("Answered in")],
          rows: rows(guidance).map { row in
            [[.text(row.text)], [.text(row.asks)], row.sections.flatMap { [Inline.text($0)] }]
          })),
    ]
  }

  private struct Row {
    let text: String
    let asks: String
    let sections: [String]
  }

  private static func rows(_ guidance: String) -> [Row] {
    [
      Row(
        text: guidance, asks: "purpose, design and data of the model, with limitations and assumptions",
        sections: ["Summary; data; limitations"]),
      Row(text: guidance, asks: "outcomes analysis and testing of performance", sections: ["Performance; calibration"]),
      Row(
        text: guidance, asks: "sensitivity and stability under other inputs",
        sections: ["Robustness, drift and proxies"]),
      Row(
        text: guidance, asks: "ongoing monitoring, overrides, independent validation", sections: ["Summary; red flags"]),
      Row(
        text: "ECOA, Regulation B (12 CFR 1002.4)", asks: "no discrimination on a prohibited basis",
        sections: ["Group fairness; proxies"]),
      Row(
        text: "ECOA, Regulation B (12 CFR 1002.9)", asks: "the specific principal reasons of adverse action",
        sections: ["Explanations"]),
      Row(
        text: "FCRA (15 U.S.C. 1681m)",
        asks: "notice where a consumer report was used, with the key factors of a score",
        sections: ["Explanations, where the features come from a report"]),
    ]
  }
}
