package import AuditModel
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

  package init(
    period: Period, bounds: PeriodBounds, asOf: Day, judgedAt: Instant, calendar: Calendar, kinds: [DatasetKind]
  ) {
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

  package init(metrics: [Metric], sourcedKinds: Set<String>, sources: [SourceReconciliation], period: Period) {
    self.metrics = metrics
    self.sourcedKinds = sourcedKinds
    self.sources = sources
    self.period = period
  }

  /// How many records of a kind were used.
  func used(_ kind: String) -> Int64 {
    sources.filter { $0.kind == kind }.reduce(0) { $0 + $1.counts.used }
  }

  func origin(source: Int, file: Int, line: Int, ordinal: Int) -> RecordOrigin {
    let account = sources.indices.contains(source) ? sources[source] : nil
    let path = account.flatMap { $0.files.indices.contains(file) ? $0.files[file].path : nil }
    return RecordOrigin(source: account?.name ?? "", file: path ?? "", line: line, ordinal: ordinal)
  }
}
