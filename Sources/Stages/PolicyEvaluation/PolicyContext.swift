package import AuditModel
package import CEL
package import Rows

/// What policies are read and judged against.
package struct PolicyContext: Sendable {
  package let period: Period
  package let bounds: PeriodBounds
  package let asOf: Day
  /// 24:00 of the as-of date in the calendar's zone.
  package let judgedAt: Instant
  package let calendar: Calendar
  /// Every kind that a gate may name.
  package let kinds: [DatasetKind]

  /// The host's names beside `limits`: `period`, `as_of`.
  package let constants: [CELEnvironment.Constant]
  /// The host's functions: `business`, `workdays`.
  package let functions: [CELFunction]
  package let zones: CELEnvironment.Zones
  /// When a day begins in the calendar's zone.
  package let midnight: @Sendable (Day) -> Instant
  /// Documents and sections of the pack, for gates that ask for evidence.
  package let evidence: Set<String>
  /// The definition's sources, which are often taken for datasets.
  package let sources: [SourceName]
  /// Nil where nothing is known of the metrics, and none is doubted.
  package let metrics: KnownMetrics?

  package init(
    period: Period, bounds: PeriodBounds, asOf: Day, judgedAt: Instant, calendar: Calendar, kinds: [DatasetKind],
    constants: [CELEnvironment.Constant] = [], functions: [CELFunction] = [],
    zones: @escaping CELEnvironment.Zones = { _ in nil }, midnight: @escaping @Sendable (Day) -> Instant = { $0.start },
    evidence: Set<String> = [], sources: [SourceName] = [], metrics: KnownMetrics? = nil
  ) {
    self.sources = sources
    self.metrics = metrics
    self.constants = constants
    self.functions = functions
    self.zones = zones
    self.midnight = midnight
    self.evidence = evidence
    self.period = period
    self.bounds = bounds
    self.asOf = asOf
    self.judgedAt = judgedAt
    self.calendar = calendar
    self.kinds = kinds
  }
}

/// What gates are decided on.
package struct Evidence: Sendable {
  package let metrics: [Metric]
  /// Kinds for which the definition names a source.
  package let sourcedKinds: Set<String>
  /// Labels of the sources and of their files, by position, for the origins of exceptions.
  package let sources: [SourceReconciliation]
  package let period: Period
  /// Datasets that were read whole, by kind.
  package let tables: [String: Table]
  /// Between which instants the period lies.
  package let bounds: PeriodBounds?
  /// The records behind a figure that passed its limit.
  package typealias Behind = @Sendable (MeasuredAgainst) -> TestedPopulation?
  let behind: Behind
  /// The series and the alerts by name; filled when the gates are decided.
  var series = SeriesIndex()
  var alerts = AlertIndex()
  /// Gates that are decided, for the composites that stand on them.
  var decided: [String: GateDecision] = [:]

  package init(
    metrics: [Metric], sourcedKinds: Set<String>, sources: [SourceReconciliation], period: Period,
    tables: [String: Table] = [:], bounds: PeriodBounds? = nil, behind: @escaping Behind = { _ in nil }
  ) {
    self.behind = behind
    self.tables = tables
    self.bounds = bounds
    self.metrics = metrics
    self.sourcedKinds = sourcedKinds
    self.sources = sources
    self.period = period
  }

  /// How many records of a kind were used.
  func used(_ kind: String) -> Int64 {
    sources.filter { $0.kind == kind }.reduce(0) { $0 + $1.counts.used }
  }

  /// Where a record of a kind that is missing should have been: its sources, and the files that were looked at.
  func absence(of kind: String) -> RecordOrigin {
    let searched = sources.filter { $0.kind == kind }
    let files = searched.flatMap { $0.files.map(\.path) }
    let more = files.count > Evidence.namedFiles ? " and \(files.count - Evidence.namedFiles) more" : ""
    return RecordOrigin(
      source: searched.isEmpty ? kind : searched.map(\.name).joined(separator: ", "),
      file: files.prefix(Evidence.namedFiles).joined(separator: ", ") + more, line: 0, ordinal: 0)
  }

  /// How many files an exception names in which something is missing.
  private static let namedFiles = 3

  func origin(source: Int, file: Int, line: Int, ordinal: Int) -> RecordOrigin {
    sources.origin(source: source, file: file, line: line, ordinal: ordinal)
  }
}
