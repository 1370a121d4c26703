import AuditModel
import Rows

/// One value of a series.
struct SeriesPoint: Sendable {
  let at: Instant
  let value: Double
  let origin: RecordOrigin
}

/// The exported series by name, read once for all the gates that look at them.
struct SeriesIndex: Sendable {
  private var series: [[UInt8]: Series] = [:]

  private struct Series {
    /// What the first record of the series states.
    let unit: String?
    var points: [SeriesPoint] = []

    mutating func order() {
      points = points.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
  }

  init() {}

  init(_ evidence: Evidence) {
    for row in evidence.tables["series"]?.rows ?? [] {
      guard let name = row.text("name"), let at = row["at"].instant, let value = row["value"].double else { continue }
      let origin = evidence.origin(source: row.source, file: row.file, line: row.line, ordinal: row.ordinal)
      series[Array(name.utf8), default: Series(unit: row.text("unit"))].points
        .append(SeriesPoint(at: at, value: value, origin: origin))
    }
    for name in series.keys { series[name]?.order() }
  }

  /// The values under a name in the order of their times, those of one time in that of the file.
  func points(of name: String) -> [SeriesPoint] { series[Array(name.utf8)]?.points ?? [] }

  func unit(of name: String) -> String? { series[Array(name.utf8)]?.unit }
}
