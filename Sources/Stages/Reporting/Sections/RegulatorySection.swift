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
            [[.text(row.text)], [.text(row.asks)], SectionPlaces.links(row.sections, facts)]
          })),
    ]
  }

  private struct Row {
    let text: String
    let asks: String
    let sections: [ReportSection]
  }

  private static func rows(_ guidance: String) -> [Row] {
    [
      Row(
        text: guidance, asks: "purpose and design of the model, with its owner and its use",
        sections: [ModelCardSection.section]),
      Row(
        text: guidance, asks: "data: their quality, relevance and preparation",
        sections: [ModelDataSection.section, DatasetBiasSection.section, PreprocessingSection.section]),
      Row(
        text: guidance, asks: "outcomes analysis and testing of performance",
        sections: [ModelPerformanceSection.section, ModelCalibrationSection.section]),
      Row(
        text: guidance, asks: "sensitivity and stability under other inputs",
        sections: [ModelStabilitySection.section]),
      Row(
        text: guidance, asks: "limitations, assumptions and uncertainty",
        sections: [ModelLimitsSection.section, RedFlagsSection.section]),
      Row(
        text: guidance, asks: "ongoing monitoring, overrides, independent validation",
        sections: [ModelCardSection.section, ExaminerChecklistSection.section]),
      Row(
        text: guidance, asks: "documentation from which others can follow and repeat the work",
        sections: [ModelProvenanceSection.section, CompletenessSection.section]),
      Row(
        text: "ECOA, Regulation B (12 CFR 1002.4)", asks: "no discrimination on a prohibited basis",
        sections: [
          GroupFairnessSection.section, IntersectionalFairnessSection.section, IndividualFairnessSection.section,
          ProxiesSection.section,
        ]),
      Row(
        text: "ECOA, Regulation B (12 CFR 1002.9)", asks: "the specific principal reasons of adverse action",
        sections: [ReasonCodesSection.section]),
      Row(
        text: "FCRA (15 U.S.C. 1681m)",
        asks: "notice where a consumer report was used, with the key factors of a score",
        sections: [ReasonCodesSection.section]),
    ]
  }
}
