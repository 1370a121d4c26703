package import AuditModel
package import Rows

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
  /// Ids of documents and sections that are planned and say nothing.
  let empty: Set<String>
  /// The criteria that are known, by framework; of a framework that is not there nothing is known.
  let criteria: [String: Set<String>]
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
    tables: [String: Table] = [:], bounds: PeriodBounds? = nil, empty: Set<String> = [],
    criteria: [String: Set<String>] = [:], behind: @escaping Behind = { _ in nil }
  ) {
    self.behind = behind
    self.empty = empty
    self.criteria = criteria
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

  func origin(of place: RecordPlace) -> RecordOrigin {
    origin(source: place.source, file: place.file, line: place.line, ordinal: place.ordinal)
  }

  func origin(source: Int, file: Int, line: Int, ordinal: Int) -> RecordOrigin {
    sources.origin(source: source, file: file, line: line, ordinal: ordinal)
  }
}
