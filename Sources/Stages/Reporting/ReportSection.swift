import AuditModel
import DocumentModel

/// A part of a report that a definition can ask for by name.
struct ReportSection: Sendable {
  /// The name in `sections:`.
  let name: String
  let title: String
  /// The datasets and metrics that it speaks about; the gates on them are told at the document's end.
  let subjects: [String]
  /// Whether it tells what single accounts and addresses did, which is kept for none otherwise.
  let countsEvents: Bool
  /// Whether it has its pages to itself.
  let hasOwnPage: Bool
  /// What the section says; its heading is written for it. A section with nothing to say of this pack is left out.
  let blocks: @Sendable (_ facts: Facts, _ activity: EventActivity) -> [Block]

  init(
    name: String, title: String, subjects: [String] = [], countsEvents: Bool = false, hasOwnPage: Bool = false,
    blocks: @escaping @Sendable (_ facts: Facts, _ activity: EventActivity) -> [Block]
  ) {
    self.name = name
    self.title = title
    self.subjects = subjects
    self.countsEvents = countsEvents
    self.hasOwnPage = hasOwnPage
    self.blocks = blocks
  }

  /// Its heading and what it says; nothing where it says nothing.
  func headed(_ facts: Facts, _ activity: EventActivity) -> [Block] {
    let blocks = blocks(facts, activity)
    guard !blocks.isEmpty else { return [] }
    let whole = [.heading(level: 1, text: title, anchor: name)] + blocks
    return hasOwnPage ? [.pageBreak] + whole + [.pageBreak] : whole
  }
}

/// Every section; another is one file and one line here.
enum ReportSections {
  static let all: [ReportSection] = [
    // The decisions and what they rest on
    DecisionsSection.section, ExceptionsSection.section, ControlsSection.section, MetricsSection.section,
    UserActivitySection.section, ChangeLogSection.section, CompletenessSection.section,
    // The model audit
    ModelSummarySection.section, ModelCardSection.section, ModelDataSection.section, DatasetBiasSection.section,
    PreprocessingSection.section, ModelPerformanceSection.section, ModelCalibrationSection.section,
    ExplanationsSection.section, GroupFairnessSection.section, IntersectionalFairnessSection.section,
    IndividualFairnessSection.section, ProxiesSection.section, ModelStabilitySection.section,
    ReasonCodesSection.section, RecourseSection.section, ModelLimitsSection.section, RegulatorySection.section,
    RedFlagsSection.section, ExaminerChecklistSection.section, ModelProvenanceSection.section,
    ModelGlossarySection.section,
    // Access control
    UserListSection.section, RoleAssignmentsSection.section, PermissionMatrixSection.section,
    AccessReviewsSection.section, TerminatedUsersSection.section, AccessRequestsSection.section,
    PrivilegedAccessSection.section, DormantAccountsSection.section, MFACoverageSection.section,
    // Change management
    ConfigurationChangesSection.section, ApprovalWorkflowSection.section, DeploymentHistorySection.section,
    DeploymentGatesSection.section, RollbackIncidentsSection.section, EmergencyChangesSection.section,
    // Monitoring
    UptimeStatisticsSection.section, IncidentHistorySection.section, AlertResponseTimesSection.section,
    CapacityMetricsSection.section, AlertSummarySection.section, AlertCoverageSection.section,
    // Audit
    ComplianceSummarySection.section, BreachHistorySection.section, SystemChangesSection.section,
    LoginActivitySection.section, DataModificationsSection.section, AnomaliesSection.section,
    SegregationOfDutiesSection.section, RetentionSection.section,
    // Risk and continuity
    VulnerabilitySLASection.section, BackupsSection.section, RecoveryTestsSection.section, VendorsSection.section,
    // The examination
    DashboardSection.section, ControlMatrixSection.section, CoverageSection.section,
    ExaminationPreparationSection.section, RequestsSection.section, ExhibitsSection.section,
  ]

  /// What a document has that names no sections.
  static let usual = [
    "decisions", "exceptions", "controls", "metrics", "user_activity", "change_log", "completeness",
  ]

  static func named(_ name: String) -> ReportSection? { all.first { $0.name == name } }
}
