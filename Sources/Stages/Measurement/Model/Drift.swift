import AuditModel
import Glibc

/// How far the inputs of the predicted cases have moved from a reference.
enum Drift {
  static func all(_ reference: FeatureTable, _ current: FeatureTable, against: String) -> [ModelAudit.Comparison] {
    let numbers = zip(reference.numeric, current.numeric).compactMap { old, new in
      numeric(old.name, old.values.compactMap { $0 }.sorted(), new.values.compactMap { $0 }.sorted(), against)
    }
    let words = zip(reference.categorical, current.categorical).compactMap { old, new in
      categorical(old.name, old.values.compactMap { $0 }, new.values.compactMap { $0 }, against)
    }
    return numbers + words
  }

  /// The Kolmogorov-Smirnov statistic, and the stability index over the reference's deciles.
  static func numeric(_ name: String, _ old: [Double], _ new: [Double], _ against: String) -> ModelAudit.Comparison? {
    guard !old.isEmpty, !new.isEmpty else { return nil }
    let lead = lead(old, new)
    return ModelAudit.Comparison(
      feature: name, against: against, method: "ks", statistic: Double(lead) / (Double(old.count) * Double(new.count)),
      pValue: SignificantDigits.rounded(Distributions.kolmogorovSmirnov(lead: lead, old.count, new.count)),
      stability: stability(old, new))
  }

  /// The largest distance of both distribution functions, times both sizes.
  private static func lead(_ old: [Double], _ new: [Double]) -> Int {
    var (i, j, widest) = (0, 0, 0)
    while i < old.count, j < new.count {
      let value = min(old[i], new[j])
      while i < old.count, old[i] <= value { i += 1 }
      while j < new.count, new[j] <= value { j += 1 }
      widest = max(widest, abs(i * new.count - j * old.count))
    }
    return widest
  }

  /// Bins between the reference's deciles, equal ones once, open at both ends and closed above.
  private static func stability(_ old: [Double], _ new: [Double]) -> Double {
    var edges: [Double] = []
    for share in 1..<10 {
      let edge = Percentile.of(Double(share) / 10, count: old.count) { old[$0] }
      if edges.last != edge { edges.append(edge) }
    }
    func counts(_ values: [Double]) -> [Int] {
      var counts = [Int](repeating: 0, count: edges.count + 1)
      for value in values { counts[edges.count { $0 < value }] += 1 }
      return counts
    }
    return stability(counts(old), counts(new))
  }

  /// The population stability index Σ (q − p) ln(q / p), p the reference's shares and q the current ones; a count of 0 is
  /// taken as a half, so that the index stays finite.
  static func stability(_ old: [Int], _ new: [Int]) -> Double {
    let (m, n) = (Double(old.reduce(0, +)), Double(new.reduce(0, +)))
    var sum = CompensatedSum()
    for (a, b) in zip(old, new) where a + b > 0 {
      let p = (a == 0 ? 0.5 : Double(a)) / m
      let q = (b == 0 ? 0.5 : Double(b)) / n
      sum.add((q - p) * log(q / p))
    }
    return SignificantDigits.rounded(sum.value)
  }

  static func categorical(_ name: String, _ old: [String], _ new: [String], _ against: String) -> ModelAudit.Comparison?
  {
    guard !old.isEmpty, !new.isEmpty else { return nil }
    let (oldCounts, newCounts) = Categories.counts(old, new)
    let table = ContingencyTable([oldCounts, newCounts])
    let statistic = table.chiSquared(corrected: true)
    return ModelAudit.Comparison(
      feature: name, against: against, method: "chi_squared", statistic: statistic,
      pValue: table.degrees > 0
        ? SignificantDigits.rounded(Distributions.chiSquaredTail(statistic, degrees: table.degrees)) : nil,
      stability: stability(oldCounts, newCounts))
  }
}

/// Categories as positions in the order of their bytes.
enum Categories {
  static func names(_ values: [String]) -> [String] {
    Dictionary(grouping: values, by: { Array($0.utf8) }).keys
      .sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
  }

  static func counts(_ one: [String], _ other: [String]) -> ([Int], [Int]) {
    let places = Dictionary(
      names(one + other).enumerated().map { (Array($0.element.utf8), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    func count(_ values: [String]) -> [Int] {
      var counts = [Int](repeating: 0, count: places.count)
      for value in values { if let place = places[Array(value.utf8)] { counts[place] += 1 } }
      return counts
    }
    return (count(one), count(other))
  }
}
