import AuditModel

/// How much a feature tells about a protected attribute.
enum Proxies {
  /// `groups` is the group of each record of the table; records without one are left out.
  static func all(_ features: FeatureTable, groups: [Int32], _ attribute: Cases.Attribute) -> [ModelAudit.Comparison] {
    let numbers = features.numeric.filter { $0.name != attribute.name }.compactMap { feature in
      numeric(feature.name, feature.values, groups, attribute)
    }
    let words = features.categorical.filter { $0.name != attribute.name }.compactMap { feature in
      categorical(feature.name, feature.values, groups, attribute)
    }
    return numbers + words
  }

  /// The point-biserial correlation with the last of two groups by byte order; with more groups the correlation ratio.
  private static func numeric(
    _ name: String, _ values: [Double?], _ groups: [Int32], _ attribute: Cases.Attribute
  ) -> ModelAudit.Comparison? {
    let pairs = zip(values, groups).compactMap { value, group in group < 0 ? nil : value.map { ($0, Int(group)) } }
    var counts = [Int](repeating: 0, count: attribute.groups.count)
    var sums = Array(repeating: CompensatedSum(), count: attribute.groups.count)
    var all = CompensatedSum()
    for (value, group) in pairs {
      counts[group] += 1
      sums[group].add(value)
      all.add(value)
    }
    let n = Double(pairs.count)
    guard counts.count(where: { $0 > 0 }) > 1 else { return nil }
    let mean = all.value / n
    var (spread, between) = (CompensatedSum(), CompensatedSum())
    for (value, _) in pairs { spread.add((value - mean) * (value - mean)) }
    for group in counts.indices where counts[group] > 0 {
      let distance = sums[group].value / Double(counts[group]) - mean
      between.add(Double(counts[group]) * distance * distance)
    }
    guard spread.value > 0 else { return nil }
    let size = min(1, (between.value / spread.value).squareRoot())
    guard counts.count == 2 else {
      return ModelAudit.Comparison(
        feature: name, against: attribute.name, method: "correlation_ratio",
        statistic: size, pValue: nil, stability: nil)
    }
    let rises = sums[1].value / Double(counts[1]) >= sums[0].value / Double(counts[0])
    let r = rises ? size : -size
    let t = size >= 1 ? Double.infinity : size * ((n - 2) / (1 - size * size)).squareRoot()
    return ModelAudit.Comparison(
      feature: name, against: attribute.name, method: "point_biserial", statistic: r,
      pValue: n > 2 ? SignificantDigits.rounded(t.isFinite ? Distributions.studentTails(t, degrees: n - 2) : 0) : nil,
      stability: nil)
  }

  private static func categorical(
    _ name: String, _ values: [String?], _ groups: [Int32], _ attribute: Cases.Attribute
  ) -> ModelAudit.Comparison? {
    let pairs = zip(values, groups).compactMap { value, group in group < 0 ? nil : value.map { ($0, Int(group)) } }
    let names = Categories.names(pairs.map(\.0))
    let places = Dictionary(
      names.enumerated().map { (Array($0.element.utf8), $0.offset) }, uniquingKeysWith: { first, _ in first })
    var counts = Array(repeating: [Int](repeating: 0, count: names.count), count: attribute.groups.count)
    for (value, group) in pairs { if let place = places[Array(value.utf8)] { counts[group][place] += 1 } }
    let table = ContingencyTable(counts)
    guard let v = table.cramer else { return nil }
    return ModelAudit.Comparison(
      feature: name, against: attribute.name, method: "cramers_v", statistic: v,
      pValue: SignificantDigits.rounded(Distributions.chiSquaredTail(table.chiSquared(), degrees: table.degrees)),
      stability: nil)
  }
}
