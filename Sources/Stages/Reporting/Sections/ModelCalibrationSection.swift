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
      ]), .figure(curve(audit)), .table(bins(audit.widthBins, "Bins of equal width")),
      .table(bins(audit.quantileBins, "Bins between deciles")),
    ]
  }

  private static func curve(_ audit: ModelAudit) -> Figure {
    let curve = ReliabilityCurve(
      points: audit.widthBins.compactMap { bin in
        guard let mean = bin.meanScore, let observed = bin.observed else { return nil }
        return .init(
          predicted: mean, observed: observed, count: bin.count, low: bin.interval?.low, high: bin.interval?.high)
      })
    return Figure(
      title: "Observed against predicted rates", alternative: curve.alternative,
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
          [.text("\(Words.value(bin.low)) to \(Words.value(bin.high))")], [.text(Words.count(bin.count))],
          [.text(bin.meanScore.map { Words.value($0) } ?? "no case")],
          [.text(bin.observed.map { Words.value($0) } ?? "undefined")],
          [.text(bin.interval.map { "\(Words.value($0.low)) to \(Words.value($0.high))" } ?? "")],
        ]
      })
  }
}
