package import AuditModel
import CEL
import Rows

/// A figure to be derived from the records of one dataset.
package struct Measure: Sendable {
  /// The name of the metric that it gives.
  package let name: String
  package let dataset: DatasetKind
  package let unit: String?
  let operation: Operation
  /// Which records it looks at; all without one.
  let selects: RecordPredicate?
  /// What the figure is derived for separately: one metric each, labelled with the names.
  let groups: [MeasureKey]

  /// Whether it is a share of the records.
  package var isShare: Bool { if case .ratio = operation { true } else { false } }

  /// Whether a share counts in per cent: 9.58 and not 0.0958.
  var isInPercent: Bool { unit == "%" }

  /// What is derived.
  enum Operation: Sendable {
    /// How many records.
    case count
    case sum(MeasureValue)
    case least(MeasureValue)
    case greatest(MeasureValue)
    case mean(MeasureValue)
    /// The share of the records for which a condition holds.
    case ratio(RecordPredicate)
    /// How many different values.
    case unique(MeasureKey)
    /// 0 to 100.
    case percentile(Double, MeasureValue)
    /// The most records with one key in a window of a length in microseconds; windows are aligned to the UTC epoch.
    case peakRate([MeasureKey], window: Int64, time: Int)
  }
}

/// A number of each record.
struct MeasureValue: Sendable {
  let source: Source

  enum Source: Sendable {
    case column(Int)
    /// Seconds from one timestamp to another.
    case elapsed(from: Int, to: Int)
    case expression(RecordExpression)
  }
}

/// A value of each record by which records are told apart.
struct MeasureKey: Sendable {
  /// The label's name.
  let name: String
  let source: Source

  enum Source: Sendable {
    case column(Int)
    case expression(RecordExpression)
  }
}
