import AuditModel
import DocumentModel

/// What would happen under other circumstances: shifted populations, drifted inputs, proxies, and like cases.
enum ModelStabilitySection {
  static let section = ReportSection(name: "model_stability", title: "Robustness, drift and proxies") {
    facts, _ in
    guard let audit = facts.model else { return [] }
    return shifts(audit) + drift(audit) + proxies(audit) + individual(facts, audit)
  }

  private static func shifts(_ audit: ModelAudit) -> [Block] {
    guard !audit.shifts.isEmpty else { return [] }
    let worst = audit.shifts.sorted { $0.degradation > $1.degradation }.prefix(12)
    return [
      .heading(level: 2, text: "A shifted population", anchor: "model-shift"),
      .paragraph([
        .text(
          "Each group's share is raised by \(Words.value(audit.definition.shift)) in turn by reweighting its cases. Performance and calibration move; a group's own rates do not, and nothing is claimed about them. The largest degradations:"
        )
      ]),
      .table(
        DocumentTable(
          caption: "Under a demographic shift",
          columns: [
            .init("Group"), .init("Share", .trailing), .init("Moved to", .trailing), .init("Metric"),
            .init("Before", .trailing), .init("After", .trailing), .init("Worse by", .trailing),
          ],
          rows: worst.map { shift in
            [
              [.text("\(shift.attribute): \(shift.group)")], [.text(NumberWords.percent(shift.share))],
              [.text(NumberWords.percent(shift.movedTo))],
              [.text(shift.metric.split(separator: "_").joined(separator: " "))],
              [.text(NumberWords.decimal(shift.before, places: 4))],
              [.text(NumberWords.decimal(shift.after, places: 4))],
              [.text(NumberWords.decimal(shift.degradation, places: 4))],
            ]
          })),
    ]
  }

  private static func drift(_ audit: ModelAudit) -> [Block] {
    guard !audit.drift.isEmpty else {
      return [.note(.information, [.text("No reference inputs are exported: drift was not assessed.")])]
    }
    let chart = BarChart(
      bars: audit.drift.map {
        .init($0.feature, $0.stability ?? 0, words: NumberWords.decimal($0.stability ?? 0, places: 4))
      },
      limit: .init(0.1, words: "0.1: look closer", bound: .atMost), unit: "population stability index")
    return [
      .heading(level: 2, text: "Drift of the inputs", anchor: "model-drift"),
      .figure(
        Figure(
          title: "Population stability of the inputs", alternative: chart.alternative,
          source: "\(audit.drift.first?.against ?? "reference") against the predicted cases", drawing: chart.drawing)),
      .table(comparisons("Drift", audit.drift)),
    ]
  }

  private static func proxies(_ audit: ModelAudit) -> [Block] {
    guard !audit.proxies.isEmpty else {
      return [.note(.information, [.text("No inputs are exported: proxies were not assessed.")])]
    }
    let strongest = audit.proxies.sorted { abs($0.statistic) > abs($1.statistic) }.prefix(20)
    return [
      .heading(level: 2, text: "Proxies of protected attributes", anchor: "model-proxies"),
      .table(comparisons("The inputs that tell most about a protected attribute", Array(strongest))),
    ]
  }

  private static func comparisons(_ caption: String, _ items: [ModelAudit.Comparison]) -> DocumentTable {
    DocumentTable(
      caption: caption,
      columns: [
        .init("Feature"), .init("Against"), .init("Method"), .init("Statistic", .trailing), .init("p-value", .trailing),
      ],
      rows: items.map { item in
        [
          [.code(item.feature)], [.text(item.against)],
          [.text(item.method.split(separator: "_").joined(separator: " "))],
          [.text(Words.value(item.statistic))], [.text(item.pValue.map { Words.value($0) } ?? "none")],
        ]
      })
  }

  private static func individual(_ facts: Facts, _ audit: ModelAudit) -> [Block] {
    guard let consistency = ModelWords.find(facts, "consistency") else { return [] }
    let k = audit.definition.inputs?.neighbours ?? 0
    return [
      .heading(level: 2, text: "Like cases", anchor: "model-individual"),
      .paragraph([
        .text("Consistency with the \(k) nearest cases, by Gower's distance over the inputs: "),
        .strong(ModelWords.value(consistency)), .text(". 1 means that every case is decided as its neighbours are."),
      ]),
      .list(
        audit.definition.protected.map { attribute in
          let pairs = ModelWords.find(facts, "matched_pair_disparity", attribute: attribute)
          return [
            .text(
              "Cases of different groups by \(attribute) that agree in every input and were decided differently: \(ModelWords.value(pairs)), of \(Words.count(pairs?.sampleSize ?? 0)) pairs"
            )
          ]
        }, ordered: false),
    ]
  }
}
