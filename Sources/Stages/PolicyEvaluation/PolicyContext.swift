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

  package init(
    period: Period, bounds: PeriodBounds, asOf: Day, judgedAt: Instant, calendar: Calendar, kinds: [DatasetKind],
    constants: [CELEnvironment.Constant] = [], functions: [CELFunction] = [],
    zones: @escaping CELEnvironment.Zones = { _ in nil }, midnight: @escaping @Sendable (Day) -> Instant = { $0.start },
    evidence: Set<String> = []
  ) {
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
  /// Gates that are decided, for the composites that stand on them.
  var decided: [String: GateDecision] = [:]

  package init(
    metrics: [Metric], sourcedKinds: Set<String>, sources: [SourceReconciliation], period: Period,
    tables: [String: Table] = [:], bounds: PeriodBounds? = nil
  ) {
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

  /// The name of the first source of a kind: where a record that is missing should have been.
  func source(of kind: String) -> String { sources.first { $0.kind == kind }?.name ?? kind }

  func origin(source: Int, file: Int, line: Int, ordinal: Int) -> RecordOrigin {
    let account = sources.indices.contains(source) ? sources[source] : nil
    let path = account.flatMap { $0.files.indices.contains(file) ? $0.files[file].path : nil }
    return RecordOrigin(source: account?.name ?? "", file: path ?? "", line: line, ordinal: ordinal)
  }
}
