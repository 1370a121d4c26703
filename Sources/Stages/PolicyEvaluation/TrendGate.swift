import AuditModel
import Bytes
import Rows
import YAML

/// No run of consecutive moves in one direction in a metric's series.
struct TrendGate: GateTest {
  let metric: String
  /// So many moves in a row are an exception.
  let moves: Int
  let rises: Bool

  static let gateKind = GateKind(key: "trend") { gate, context in
    guard let map = gate.mapping("trend", what: "trend") else { return nil }
    defer { map.finish() }
    let metric = map.string("metric")
    let (increases, decreases) = (map.optionalInt("increases"), map.optionalInt("decreases"))
    guard let moves = increases ?? decreases, increases == nil || decreases == nil, moves > 0 else {
      map.error(
        "a trend needs a number of 'increases' or of 'decreases'", hint: "write trend: {metric: NAME, increases: 3}")
      return nil
    }
    return metric.map { TrendGate(metric: $0, moves: moves, rises: increases != nil) }
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    let points = SeriesPoint.all(of: metric, in: evidence)
    guard !points.isEmpty else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source gives a series '\(metric)'")
    }
    var exceptions: [GateException] = []
    var run = 0
    for (previous, point) in zip(points, points.dropFirst()) {
      let moved = rises ? point.value > previous.value : point.value < previous.value
      run = moved ? run + 1 : 0
      guard run == moves else { continue }
      exceptions.append(
        GateException(
          id: point.at.description, origin: point.origin,
          why: "\(moves) \(rises ? "increases" : "decreases") in a row, to \(CellText.decimal(point.value))",
          values: [metric, CellText.decimal(point.value)], at: point.at))
    }
    let tested = TestedPopulation(
      dataset: "series", population: Int64(points.count), exceptionCount: Int64(exceptions.count),
      exceptions: exceptions, fields: ["name", "value"])
    let words = "\(moves) \(rises ? "increases" : "decreases") in a row"
    if exceptions.isEmpty {
      return GateDecision(
        gate: gate, decision: .pass, reason: "never \(words) in \(points.count) values", tested: tested)
    }
    return GateDecision(
      gate: gate, decision: .fail, reason: "\(words), \(exceptions.count) times in \(points.count) values",
      tested: tested)
  }
}

/// One value of a series.
struct SeriesPoint: Sendable {
  let at: Instant
  let value: Double
  let origin: RecordOrigin

  /// The values under a name in the order of their times.
  static func all(of name: String, in evidence: Evidence) -> [SeriesPoint] {
    let rows = evidence.tables["series"]?.rows ?? []
    let points = rows.compactMap { row -> SeriesPoint? in
      guard let text = row.text("name"), text.utf8.elementsEqual(name.utf8), let at = row["at"].instant,
        let value = row["value"].double
      else { return nil }
      return SeriesPoint(
        at: at, value: value,
        origin: evidence.origin(source: row.source, file: row.file, line: row.line, ordinal: row.ordinal))
    }
    return points.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }
}
