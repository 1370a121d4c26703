package import AuditModel
package import Rows

/// Metrics that another system measured and exported: taken as they are, and named as imported.
package enum ImportedMetrics {
  /// One metric for each record of a `metrics` dataset, in file order.
  package static func metrics(in table: Table, source: (Table.Row) -> String) -> [Metric] {
    table.rows.compactMap { row in
      guard let name = row.text("name"), let value = row["value"].double else { return nil }
      return Metric(
        name: name, value: value, unit: row.text("unit"), sampleSize: row["n"].int, labels: labels(of: row),
        interval: interval(of: row), origin: source(row))
    }
  }

  private static func labels(of row: Table.Row) -> [Metric.Label] {
    ["attribute", "group"].compactMap { name in row.text(name).map { Metric.Label(name: name, value: $0) } }
  }

  /// An interval needs both ends, the lower one first.
  private static func interval(of row: Table.Row) -> ConfidenceInterval? {
    guard let low = row["ci_low"].double, let high = row["ci_high"].double, low <= high else { return nil }
    return ConfidenceInterval(low: low, high: high, level: nil, method: "imported")
  }
}
