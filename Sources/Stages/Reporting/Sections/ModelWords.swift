import AuditModel
import DocumentModel

/// How the sections of a model audit write figures: one style for all of them.
enum ModelWords {
  /// The metrics of a name and labels, in the words of a table cell: the value, or why there is none.
  static func value(_ metric: Metric?) -> String {
    guard let metric else { return "not measured" }
    return metric.value.map { Words.value($0, unit: metric.unit) } ?? "undefined: \(metric.undefined ?? "no figure")"
  }

  static func interval(_ metric: Metric?) -> String {
    guard let interval = metric?.interval else { return "" }
    return "\(Words.value(interval.low)) to \(Words.value(interval.high)) (\(interval.method))"
  }

  static func find(_ facts: Facts, _ name: String, attribute: String? = nil, group: String? = nil) -> Metric? {
    facts.metrics.first { metric in
      metric.name == name && label("attribute", metric) == attribute && label("group", metric) == group
    }
  }

  private static func label(_ name: String, _ metric: Metric) -> String? {
    metric.labels.first { $0.name == name }?.value
  }

  /// A table of metrics without a group: name, value, n, interval.
  static func table(_ caption: String, _ names: [String], _ facts: Facts, attribute: String? = nil) -> DocumentTable {
    DocumentTable(
      caption: caption,
      columns: [.init("Metric"), .init("Value", .trailing), .init("n", .trailing), .init("95% interval", .trailing)],
      rows: names.compactMap { name in
        guard let metric = find(facts, name, attribute: attribute) else { return nil }
        return [
          [.text(name.split(separator: "_").joined(separator: " "))], [.text(value(metric))],
          [.text(metric.sampleSize.map { Words.count($0) } ?? "")], [.text(interval(metric))],
        ]
      })
  }

  /// `sex × age_group` for a crossed attribute or group.
  static func crossed(_ name: String) -> String { name.split(separator: "*").joined(separator: " × ") }
}
