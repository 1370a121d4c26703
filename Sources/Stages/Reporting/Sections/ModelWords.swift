import AuditModel
import DocumentModel

/// How the sections of a model audit write figures: one style for all of them.
enum ModelWords {
  /// The metrics of a name and labels, in the words of a table cell: the value, or why there is none.
  static func value(_ metric: Metric?) -> String {
    guard let metric else { return "not measured" }
    if metric.name.hasSuffix("p_value"), let value = metric.value { return pValue(value) }
    return metric.value.map { Words.value($0, unit: metric.unit) } ?? "undefined: \(metric.undefined ?? "no figure")"
  }

  /// Four decimals, so that the figures of a column stand under one another; metrics.json has them in full.
  static func decimal(_ value: Double) -> String { NumberWords.decimal(value, places: 4) }

  /// A figure in a column of its like: what is no count has four decimals.
  static func aligned(_ metric: Metric?) -> String {
    guard let metric, let value = metric.value, metric.unit == nil,
      !ModelFigure.isExact(metric) || metric.name == "statistical_power"
    else { return self.value(metric) }
    return decimal(value)
  }

  /// What a test says of chance; the figure in full stands in metrics.json.
  static func pValue(_ value: Double) -> String {
    value < 0.0001 ? "below 0.0001" : NumberWords.decimal(value, places: 4)
  }

  /// The interval with its method; empty for what has none by its nature.
  static func interval(_ metric: Metric?) -> String {
    guard let metric, metric.value != nil, !ModelFigure.isExact(metric) else { return "" }
    guard let interval = metric.interval else { return "none" }
    return "\(decimal(interval.low)) to \(decimal(interval.high)) (\(interval.method))"
  }

  /// A figure and its interval to three decimals, for where many stand side by side.
  static func short(_ metric: Metric?) -> String {
    metric?.value.map { NumberWords.decimal($0, places: 3) } ?? value(metric)
  }

  static func shortInterval(_ metric: Metric?) -> String {
    guard let interval = metric?.interval else { return "none" }
    return "\(NumberWords.decimal(interval.low, places: 3)) to \(NumberWords.decimal(interval.high, places: 3))"
  }

  static func find(_ facts: Facts, _ name: String, attribute: String? = nil, group: String? = nil) -> Metric? {
    facts.metrics.first { metric in
      metric.name == name && label("attribute", metric) == attribute && label("group", metric) == group
    }
  }

  private static func label(_ name: String, _ metric: Metric) -> String? {
    metric.labels.first { $0.name == name }?.value
  }

  /// Words of names that are abbreviations.
  private static let abbreviations = [
    "roc": "ROC", "auc": "AUC", "f1": "F1", "mcc": "MCC", "ks": "KS", "tpr": "TPR", "fpr": "FPR", "fnr": "FNR",
    "gini": "Gini", "cohen": "Cohen's", "brier": "Brier", "psi": "PSI",
  ]

  /// A metric's name as a reader says it: `ROC AUC`, `log loss`.
  static func title(_ name: String) -> String {
    name.split(separator: "_").map { abbreviations[String($0)] ?? String($0) }.joined(separator: " ")
  }

  /// A table of metrics without a group: name, value, n, interval.
  static func table(_ caption: String, _ names: [String], _ facts: Facts, attribute: String? = nil) -> DocumentTable {
    DocumentTable(
      caption: caption,
      columns: [.init("Metric"), .init("Value", .trailing), .init("n", .trailing), .init("95% interval", .trailing)],
      rows: names.compactMap { name in
        guard let metric = find(facts, name, attribute: attribute) else { return nil }
        return [
          [.text(title(name))], [.text(aligned(metric))],
          [.text(metric.sampleSize.map { Words.count($0) } ?? "")], [.text(interval(metric))],
        ]
      })
  }

  private static func method(_ name: String) -> String {
    switch name {
    case "ks": "Kolmogorov-Smirnov"
    case "chi_squared": "χ²"
    case "cramers_v": "Cramér's V"
    case "point_biserial": "point-biserial"
    default: name.split(separator: "_").joined(separator: " ")
    }
  }

  /// A table of features compared, with a reference or with protected attributes.
  static func comparisons(_ caption: String, _ items: [ModelAudit.Comparison]) -> DocumentTable {
    DocumentTable(
      caption: caption,
      columns: [
        .init("Feature"), .init("Against"), .init("Method"), .init("Statistic", .trailing), .init("p-value", .trailing),
      ],
      rows: items.map { item in
        [
          [.code(item.feature)], [.text(item.against)],
          [.text(method(item.method))],
          [.text(decimal(item.statistic))], [.text(item.pValue.map(pValue) ?? "none")],
        ]
      })
  }

  /// `sex × age_group` for a crossed attribute or group.
  static func crossed(_ name: String) -> String { name.split(separator: "*").joined(separator: " × ") }
}
