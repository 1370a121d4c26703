import AuditModel
import DocumentModel

/// How well the model decides and ranks.
enum ModelPerformanceSection {
  static let metrics = [
    "accuracy", "balanced_accuracy", "precision", "recall", "specificity", "f1", "mcc", "cohen_kappa", "roc_auc",
    "gini", "ks_statistic", "average_precision", "brier", "log_loss",
  ]

  static let section = ReportSection(name: "model_performance", title: "Performance") { facts, _ in
    guard let audit = facts.model else { return [] }
    return [
      .table(confusion(audit)), .table(ModelWords.table("Performance", metrics, facts)), .figure(curve(facts, audit)),
      .table(thresholds(audit)),
    ]
  }

  private static func confusion(_ audit: ModelAudit) -> DocumentTable {
    let counts = audit.confusion
    return DocumentTable(
      caption: "Decisions against outcomes",
      columns: [.init("Outcome"), .init("Favourable decision", .trailing), .init("Unfavourable decision", .trailing)],
      rows: [
        [[.text("favourable")], [.text(Words.count(counts.truePositive))], [.text(Words.count(counts.falseNegative))]],
        [
          [.text("unfavourable")], [.text(Words.count(counts.falsePositive))],
          [.text(Words.count(counts.trueNegative))],
        ],
      ])
  }

  private static func curve(_ facts: Facts, _ audit: ModelAudit) -> Figure {
    let curve = ROCCurve(points: audit.roc.map { .init(falsePositive: $0.x, truePositive: $0.y) })
    let area = ModelWords.find(facts, "roc_auc")
    return Figure(
      title: "Area under the ROC curve: \(area?.value.map(ModelWords.decimal) ?? ModelWords.value(area))",
      alternative: curve.alternative,
      source: "predictions; the dashed line is chance", drawing: curve.drawing)
  }

  private static func thresholds(_ audit: ModelAudit) -> DocumentTable {
    DocumentTable(
      caption: "What other thresholds would have come to",
      columns: [
        .init("Rule"), .init("Threshold", .trailing), .init("Selected", .trailing), .init("TPR", .trailing),
        .init("FPR", .trailing), .init("Precision", .trailing), .init("Cost", .trailing),
      ],
      rows: audit.thresholds.map { threshold in
        let counts = threshold.counts
        let selected = counts.truePositive + counts.falsePositive
        return [
          [.text(threshold.rule)], [.text(ModelWords.decimal(threshold.value))], [.text(Words.count(selected))],
          [.text(rate(counts.truePositive, counts.truePositive + counts.falseNegative))],
          [.text(rate(counts.falsePositive, counts.falsePositive + counts.trueNegative))],
          [.text(rate(counts.truePositive, selected))],
          [.text(threshold.cost.map { Words.value($0) } ?? "no costs stated")],
        ]
      })
  }

  private static func rate(_ count: Int, _ total: Int) -> String {
    total == 0 ? "undefined" : ModelWords.decimal(Double(count) / Double(total))
  }
}
