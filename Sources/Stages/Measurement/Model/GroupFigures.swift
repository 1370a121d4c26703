import AuditModel

/// The metrics of one attribute: rates by group, differences between groups, sizes, power and p-values.
struct GroupFigures {
  let rates: GroupRates
  /// Of the bootstrap, in the order of the differences; empty where none was drawn.
  let intervals: [ConfidenceInterval?]
  let powerDifference: Double
  let origin: String

  var metrics: [Metric] { differences + sizes + tests + groups }

  private var labels: [Metric.Label] { [.init(name: "attribute", value: rates.attribute)] }
  private var total: Int { rates.counts.reduce(0) { $0 + $1.count } }

  private func metric(
    _ name: String, _ value: Double?, _ reason: String?, n: Int? = nil, group: String? = nil, unit: String? = nil,
    interval: ConfidenceInterval? = nil
  ) -> Metric {
    Metric(
      name: name, value: value, undefined: value == nil ? reason ?? "no figure" : nil, unit: unit,
      sampleSize: Int64(n ?? total), labels: labels + (group.map { [.init(name: "group", value: $0)] } ?? []),
      interval: value == nil ? nil : interval, origin: origin)
  }

  /// The parity difference has Newcombe's interval, as have those of a single rate; the others have the bootstrap's.
  private var differences: [Metric] {
    let differences = rates.differences
    return GroupDifferences.names.enumerated().map { index, name in
      let drawn = intervals.indices.contains(index) ? intervals[index] : nil
      switch differences.outcomes[index] {
      case .failure(let undefined): return metric(name, nil, undefined.reason)
      case .success(let value):
        return metric(name, value, nil, interval: newcombe(name, differences) ?? drawn)
      }
    }
  }

  private func newcombe(_ name: String, _ differences: GroupDifferences) -> ConfidenceInterval? {
    let extremes: GroupRates.Extremes?
    switch name {
    case "demographic_parity_difference": extremes = try? differences.selection.get()
    case "equal_opportunity_difference": extremes = try? differences.truth.get()
    case "predictive_parity_difference": extremes = try? differences.precision.get()
    case "accuracy_difference": extremes = try? differences.accuracy.get()
    case "baseline_disparity": extremes = try? differences.baseline.get()
    default: extremes = nil
    }
    return extremes.flatMap { Rate.newcombe($0.high, $0.low) }
  }

  private var sizes: [Metric] {
    let smallest = rates.counts.map(\.count).min()
    return [
      metric("min_group_size", smallest.map(Double.init), "'\(rates.attribute)' has no group", unit: "records"),
      metric("statistical_power", power.map { SignificantDigits.rounded($0) }, "fewer than two groups with a case"),
    ]
  }

  /// Of seeing the stated difference between the largest and the smallest group, from the rate of the largest.
  private var power: Double? {
    let present = rates.present
    guard let largest = present.max(by: { rates.counts[$0].count < rates.counts[$1].count }),
      let smallest = present.last(where: { group in
        group != largest && present.allSatisfy { $0 == largest || rates.counts[$0].count >= rates.counts[group].count }
      }), let rate = rates.counts[largest].selectionRate.value
    else { return nil }
    return Power.ofDifference(powerDifference, from: rate, rates.counts[smallest].count, rates.counts[largest].count)
  }

  /// χ² tests that a rate is the same in every group, without correction.
  private var tests: [Metric] {
    func test(_ name: String, _ columns: (Confusion) -> [Int]) -> Metric {
      let table = ContingencyTable(rates.counts.map(columns))
      guard table.degrees > 0 else { return metric(name, nil, "the groups or the results are all the same") }
      let tail = Distributions.chiSquaredTail(table.chiSquared(), degrees: table.degrees)
      return metric(name, SignificantDigits.rounded(tail), nil, n: table.total)
    }
    return [
      test("selection_rate_p_value") { [$0.selected, $0.count - $0.selected] },
      test("tpr_p_value") { [$0.truePositive, $0.falseNegative] },
      test("fpr_p_value") { [$0.falsePositive, $0.trueNegative] },
      test("base_rate_p_value") { [$0.positives, $0.negatives] },
    ]
  }

  private var groups: [Metric] {
    rates.groups.indices.flatMap { index -> [Metric] in
      let (name, counts) = (rates.groups[index], rates.counts[index])
      let size = metric("group_size", Double(counts.count), nil, n: counts.count, group: name, unit: "records")
      return [size]
        + GroupRates.rates.map { entry in
          let rate = entry.rate(counts)
          return metric(
            entry.name, rate.value, "group '\(name)' has \(entry.lacking)", n: rate.total, group: name,
            interval: rate.wilson)
        }
    }
  }
}
