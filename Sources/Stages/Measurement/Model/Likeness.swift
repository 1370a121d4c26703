import AuditModel

/// Whether like cases are decided alike (individual fairness).
///
/// The distance of two cases is Gower's (Gower 1971): the mean over the features of |a − b| / range for numbers and of 0 or
/// 1 for categories, over the features that both cases have. Protected attributes, and what carries one, are no features
/// here.
struct Likeness: Sendable {
  /// Every pair is compared; more cases than this are not.
  static let mostCases = 5000

  private let features: FeatureTable
  private let decisions: [Bool?]
  private let ranges: [Double]
  private let codes: [[Int32]]

  init(_ table: FeatureTable, decisions: [Bool?], protected: [String]) {
    features = FeatureTable(
      ids: table.ids, numeric: table.numeric.filter { !protected.contains($0.name) },
      categorical: table.categorical.filter { !protected.contains($0.name) })
    self.decisions = decisions
    ranges = features.numeric.map { feature in
      let values = feature.values.compactMap { $0 }
      return (values.max() ?? 0) - (values.min() ?? 0)
    }
    codes = features.categorical.map { feature in
      let names = Categories.names(feature.values.compactMap { $0 })
      let places = Dictionary(
        names.enumerated().map { (Array($0.element.utf8), Int32($0.offset)) }, uniquingKeysWith: { first, _ in first })
      return feature.values.map { value in value.flatMap { places[Array($0.utf8)] } ?? -1 }
    }
  }

  private var decided: [Int] { decisions.indices.filter { decisions[$0] != nil } }

  private func distance(_ one: Int, _ other: Int) -> Double? {
    var (sum, count) = (0.0, 0)
    for (feature, range) in zip(features.numeric, ranges) {
      guard let a = feature.values[one], let b = feature.values[other] else { continue }
      sum += range > 0 ? abs(a - b) / range : 0
      count += 1
    }
    for values in codes where values[one] >= 0 && values[other] >= 0 {
      sum += values[one] == values[other] ? 0 : 1
      count += 1
    }
    return count == 0 ? nil : sum / Double(count)
  }

  /// Distances are compared as whole numbers of this, so that which of two equally near cases comes first does not hang
  /// on the last bit of a sum.
  static let resolution = 1e-12

  /// One less the mean distance between a decision and the mean decision of the k nearest other cases (Zemel and others
  /// 2013); of equally near ones the earlier in the file.
  func consistency(neighbours k: Int) -> (value: Double?, reason: String, n: Int) {
    let decided = self.decided
    guard decided.count <= Likeness.mostCases else {
      return (nil, "more than \(Likeness.mostCases) cases", decided.count)
    }
    guard decided.count > k else { return (nil, "no more than \(k) cases have features and a decision", decided.count) }
    var off = CompensatedSum()
    for one in decided {
      let near = nearest(k, to: one, among: decided)
      guard near.count == k else { return (nil, "a case shares no feature with \(k) others", decided.count) }
      let favourable = near.count { decisions[$0] == true }
      off.add(abs((decisions[one] == true ? 1 : 0) - Double(favourable) / Double(k)))
    }
    return (1 - off.value / Double(decided.count), "", decided.count)
  }

  /// The k nearest of the others, kept in order while they are looked through.
  private func nearest(_ k: Int, to one: Int, among cases: [Int]) -> [Int] {
    var near: [(distance: Int, position: Int)] = []
    for other in cases where other != one {
      guard let distance = distance(one, other).map({ Int(($0 / Likeness.resolution).rounded()) }) else { continue }
      if near.count == k, let last = near.last, last.distance <= distance { continue }
      if near.count == k { near.removeLast() }
      near.insert((distance, other), at: near.firstIndex { $0.distance > distance } ?? near.count)
    }
    return near.map(\.position)
  }

  /// Pairs of cases of different groups that agree in every feature: the share that was decided differently.
  func matchedPairs(_ groups: [Int32]) -> Rate {
    var buckets: [[UInt64]: [(group: Int32, decision: Bool)]] = [:]
    for row in decisions.indices {
      guard let decision = decisions[row], groups[row] >= 0 else { continue }
      let key =
        features.numeric.map { $0.values[row].map { ($0 == 0 ? 0 : $0).bitPattern } ?? .max }
        + codes.map { UInt64(bitPattern: Int64($0[row])) }
      buckets[key, default: []].append((groups[row], decision))
    }
    var (pairs, different) = (0, 0)
    for bucket in buckets.values {
      var counts: [Int32: (favourable: Int, other: Int)] = [:]
      for entry in bucket {
        if entry.decision {
          counts[entry.group, default: (0, 0)].favourable += 1
        } else {
          counts[entry.group, default: (0, 0)].other += 1
        }
      }
      let favourable = counts.values.reduce(0) { $0 + $1.favourable }
      let total = bucket.count
      for own in counts.values {
        let rest = total - own.favourable - own.other
        pairs += (own.favourable + own.other) * rest
        different += own.favourable * (rest - (favourable - own.favourable)) + own.other * (favourable - own.favourable)
      }
    }
    return Rate(different / 2, of: pairs / 2)
  }
}
