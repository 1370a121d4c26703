import AuditModel
import DocumentModel
import Rows

/// Every metric with its sample size and interval.
enum MetricsSection {
  static let section = ReportSection(name: "metrics", title: "Metrics") { facts, _ in
    // What the reconciliation counted stands in a section of its own.
    let metrics = facts.metrics.filter { metric in !metric.labels.contains { $0.name == "source" } }
    guard !metrics.isEmpty else { return [.paragraph([.text("No metric was measured or imported.")])] }
    return [.table(table(metrics))]
  }

  private static func table(_ metrics: [Metric]) -> DocumentTable {
    DocumentTable(
      caption: "Metrics",
      columns: [
        .init("Metric"), .init("Value", .trailing), .init("n", .trailing), .init("Interval", .trailing), .init("From"),
      ],
      rows: metrics.map { metric in
        let value = metric.value.map { Words.value($0, unit: metric.unit) } ?? "undefined"
        let interval = metric.interval.map { "\(Words.value($0.low)) to \(Words.value($0.high))" } ?? ""
        return [
          [.text(metric.title)], [.text(value)], [.text(metric.sampleSize.map { Words.count($0) } ?? "")],
          [.text(interval)], [.text(metric.origin)],
        ]
      })
  }
}
