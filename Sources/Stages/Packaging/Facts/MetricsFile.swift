package import AuditModel
package import Diagnostics
import JSON

/// `metrics.json`: every metric, measured or imported.
package enum MetricsFile {
  package static let name = "metrics.json"

  /// The file's bytes, canonical JSON.
  package static func bytes(_ metrics: [Metric]) throws(Diagnostic) -> [UInt8] {
    try CanonicalJSON.write(.members([("metrics", .array(metrics.map(metric)))]))
  }

  private static func metric(_ metric: Metric) -> JSONValue {
    .members([
      ("name", .string(metric.name)), ("value", .optional(metric.value)), ("unit", .optional(metric.unit)),
      ("n", .optional(metric.sampleSize)), ("labels", .members(metric.labels.map { ($0.name, .string($0.value)) })),
      ("interval", interval(metric.interval)), ("from", .string(metric.origin)),
      ("undefined", .optional(metric.undefined)),
    ])
  }

  static func interval(_ interval: ConfidenceInterval?) -> JSONValue {
    guard let interval else { return .null }
    return .members([
      ("low", .number(interval.low)), ("high", .number(interval.high)), ("level", .optional(interval.level)),
      ("method", .string(interval.method)),
    ])
  }
}
