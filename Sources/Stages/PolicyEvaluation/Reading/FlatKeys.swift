import Diagnostics
import YAML

/// Keys that belong under a gate's kind and were laid beside it: `every` next to `records`, `by` next to `sequence`.
enum FlatKeys {
  private struct Form {
    let kind: String
    /// Keys that only this kind has.
    let own: [String]
    let written: String
  }

  private static let forms = [
    Form(
      kind: "sequence", own: ["after", "then", "never", "only", "reset", "within"],
      written: "sequence: {records: events, by: ip, after: …, times: 5, never: …, within: PT10M}"),
    Form(
      kind: "cadence", own: ["every", "at"],
      written: "cadence: {records: reviews, where: …, at: reviewed_at, every: P1M}"),
    Form(kind: "trend", own: ["increases", "decreases"], written: "trend: {metric: NAME, increases: 3}"),
  ]

  /// Whether a gate has such keys, or a kind that is no mapping; the nested form is then said, and the gate is done with.
  static func report(_ gate: YAMLMapping) -> Bool {
    for form in forms {
      let laid = form.own.first { gate.has($0) }
      let isFlat = gate.node(form.kind).map { node in if case .mapping = node.content { false } else { true } } ?? false
      guard laid != nil || isFlat else { continue }
      let message = laid.map { "'\($0)' belongs under '\(form.kind)'" } ?? "'\(form.kind)' must be a mapping"
      gate.error(message, at: laid.map { gate.keyNode($0) } ?? gate.node(form.kind), hint: "write \(form.written)")
      _ = gate.all()
      return true
    }
    return false
  }
}
