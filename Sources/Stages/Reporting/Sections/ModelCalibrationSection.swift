import AuditModel
import DocumentModel

/// Whether scores, read as probabilities, keep their word.
enum ModelCalibrationSection {
  static let metrics = [
    "expected_calibration_error", "maximum_calibration_error", "expected_calibration_error_quantile",
    "maximum_calibration_error_quantile", "calibration_slope", "calibration_intercept", "brier_reliability",
    "brier_resolution", "brier_uncertainty",
  ]

  static let section = ReportSection(name: "model_calibration", title: "Calibration") { facts, _ in
    guard let audit = facts.model else { return [] }
    let table = Block.table(ModelWords.table("Calibration", metrics, facts))
    guard !audit.widthBins.isEmpty else { return [table] }
    return [
      table,
      .paragraph([
        .text(
          "An error that cannot be negative is drawn upwards by resampling: the bootstrap interval of a small calibration error lies above what the sample shows."
        )
      ]), .figure(curve(audit, facts)), .table(bins(audit.widthBins, "Bins of equal width")),
      .table(bins(audit.quantileBins, "Bins between deciles")),
    ]
  }

  private static func curve(_ audit: ModelAudit, _ facts: Facts) -> Figure {
    let curve = ReliabilityCurve(
      points: audit.widthBins.compactMap { bin in
        guard let mean = bin.meanScore, let observed = bin.observed else { return nil }
        return .init(
          predicted: mean, observed: observed, count: bin.count, low: bin.interval?.low, high: bin.interval?.high)
      })
    let mean = ModelWords.short(ModelWords.find(facts, "expected_calibration_error"))
    let most = ModelWords.short(ModelWords.find(facts, "maximum_calibration_error"))
    return Figure(
      title: "Observed and predicted rates differ by \(mean) on average, by \(most) at most",
      alternative: curve.alternative,
      source:
        "predictions in bins of equal width, with Wilson's 95% interval of each observed rate; bars count the cases",
      drawing: curve.drawing)
  }

  private static func bins(_ bins: [ModelAudit.Bin], _ caption: String) -> DocumentTable {
    DocumentTable(
      caption: caption,
      columns: [
        .init("Scores"), .init("n", .trailing), .init("Mean score", .trailing), .init("Observed", .trailing),
        .init("95% interval (Wilson)", .trailing),
      ],
      rows: bins.map { bin in
        [
          [.text("\(ModelWords.decimal(bin.low)) to \(ModelWords.decimal(bin.high))")], [.text(Words.count(bin.count))],
          [.text(bin.meanScore.map(ModelWords.decimal) ?? "no case")],
          [.text(bin.observed.map(ModelWords.decimal) ?? "undefined")],
          [.text(bin.interval.map { "\(ModelWords.decimal($0.low)) to \(ModelWords.decimal($0.high))" } ?? "")],
        ]
      })
  }
}
