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
