import AuditModel
import Bytes
import Rows

/// The records behind a figure that passed its limit, as a gate's exceptions.
struct MeasuredPopulation {
  let trail: MeasureTrail
  let fold: MeasureFold
  let sources: [SourceReconciliation]

  /// Nil where no record stands for the failure, or where not all of them were kept and the measure does not count them.
  func tested(_ against: MeasuredAgainst) -> TestedPopulation? {
    guard let metric = against.metric, let value = metric.value, let account = fold.account(metric.labels) else {
      return nil
    }
    let isTooHigh = against.isTooHigh(value)
    let blamed: [GateException]
    let total: Int64
    switch trail.measure.operation {
    case .sum, .mean, .unique: return nil
    case .count:
      guard isTooHigh else { return nil }
      (blamed, total) = (exceptions(metric) { _ in "is one of the \(account.size) that were counted" }, account.size)
    case .ratio:
      blamed = exceptions(metric) { share in
        guard case .held(isTooHigh) = share else { return nil }
        return isTooHigh ? "meets the condition of \(against.name)" : "does not meet the condition of \(against.name)"
      }
      total = isTooHigh ? account.hits : account.size - account.hits
    case .least where isTooHigh, .greatest where !isTooHigh: return nil
    case .least, .greatest, .percentile:
      guard trail.count == trail.records.count else { return nil }
      blamed = exceptions(metric) { share in
        guard case .value(let number) = share, !against.comparison.holds(number, against.limits) else { return nil }
        return "\(CellText.decimal(number)) is not \(against.comparison.words) \(against.limitWords)"
      }
      total = Int64(blamed.count)
    case .peakRate(let keys, let window, _):
      guard isTooHigh else { return nil }
      let peaks = account.members.filter { !against.comparison.holds(Double($0.value), against.limits) }
      blamed = exceptions(metric) { share in
        guard case .member(let member) = share, let count = peaks[member] else { return nil }
        return "one of \(count) records \(member.described(keys.map(\.name), window))"
      }
      total = peaks.values.reduce(0, +)
    }
    return TestedPopulation(
      dataset: trail.measure.dataset.name, population: account.size, exceptionCount: total, exceptions: blamed,
      fields: trail.fields)
  }

  /// The records of the metric's group for which `why` gives a reason.
  private func exceptions(_ metric: Metric, why: (MeasureTrail.Share) -> String?) -> [GateException] {
    let groups = trail.measure.groups.map(\.name)
    return trail.records.compactMap { record in
      guard zip(groups, record.group).allSatisfy({ metric.labels.contains(Metric.Label(name: $0, value: $1)) }),
        let why = why(record.share)
      else { return nil }
      let origin = sources.origin(
        source: record.place.source, file: record.place.file, line: record.place.line, ordinal: record.place.ordinal)
      return GateException(
        id: record.name ?? origin.place, origin: origin, why: why, values: record.values,
        at: record.at)
    }
  }
}

extension MeasuredAgainst {
  /// Whether a value that fails lies above what is allowed rather than below it.
  fileprivate func isTooHigh(_ value: Double) -> Bool {
    switch comparison {
    case .lessThan, .lessThanOrEqual: true
    case .greaterThan, .greaterThanOrEqual: false
    case .equal, .equals, .notEqual, .between: value >= (limits.last ?? value)
    }
  }

  fileprivate var limitWords: String { limits.map { CellText.decimal($0) }.joined(separator: " and ") }
}

extension MeasureAccount.KeyPart {
  /// `of ip 203.0.113.7 in the 60 s from 2024-02-20T03:12:00Z`.
  fileprivate func described(_ names: [String], _ window: Int64) -> String {
    guard case .window(let start, let parts) = self else { return "" }
    let key = zip(names, parts).map { "\($0) \($1.words)" }.joined(separator: ", ")
    let length = CellText.decimal(Double(window) / Double(Instant.perSecond))
    return (key.isEmpty ? "" : "of \(key) ") + "in the \(length) s from \(Instant(microseconds: start))"
  }
}
