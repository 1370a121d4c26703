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

  var readsSeries: Bool { true }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    let points = evidence.series.points(of: metric)
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
          why: "\(Words.count(moves, rises ? "increase" : "decrease")) in a row, to \(CellText.decimal(point.value))",
          values: [metric, CellText.decimal(point.value)], at: point.at))
    }
    let tested = TestedPopulation(
      dataset: "series", population: Int64(points.count), exceptionCount: Int64(exceptions.count),
      exceptions: exceptions, fields: ["name", "value"])
    let words = "\(Words.count(moves, rises ? "increase" : "decrease")) in a row"
    if exceptions.isEmpty {
      return GateDecision(
        gate: gate, decision: .pass, reason: "never \(words) in \(Words.count(points.count, "value"))", tested: tested)
    }
    return GateDecision(
      gate: gate, decision: .fail,
      reason: "\(words), \(Words.count(exceptions.count, "time")) in \(Words.count(points.count, "value"))",
      tested: tested)
  }
}
