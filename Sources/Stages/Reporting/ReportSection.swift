import AuditModel
import DocumentModel

/// A part of a report that a definition can ask for by name.
struct ReportSection: Sendable {
  /// The name in `sections:`.
  let name: String
  let title: String
  /// What the section says; its heading is written for it. A section with nothing to say of this pack is left out.
  let blocks: @Sendable (_ facts: Facts, _ activity: EventActivity) -> [Block]
}

/// Every section; another is one file and one line here.
enum ReportSections {
  static let all: [ReportSection] = [
    DecisionsSection.section, ExceptionsSection.section, ControlsSection.section, MetricsSection.section,
    UserActivitySection.section, ChangeLogSection.section, CompletenessSection.section,
    ModelSummarySection.section, ModelDataSection.section, ModelPerformanceSection.section,
    ModelCalibrationSection.section, GroupFairnessSection.section, ModelStabilitySection.section,
    ExplanationsSection.section, ModelLimitsSection.section, RegulatorySection.section, RedFlagsSection.section,
    ModelGlossarySection.section,
  ]
}
