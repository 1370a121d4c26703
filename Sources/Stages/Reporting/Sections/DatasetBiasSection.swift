import AuditModel
import DocumentModel

/// What the labels say of the groups before any model decides.
enum DatasetBiasSection {
  static let section = ReportSection(name: "dataset_bias", title: "Bias of the data") { facts, _ in
    guard let audit = facts.model else { return [] }
    guard !audit.attributes.isEmpty else {
      return [.note(.failure, [.text("No protected attribute is declared: the labels were compared for no group.")])]
    }
    return [
      .paragraph([
        .text(
          "The largest difference between groups in the rate of favourable outcomes: what the data says before any model decides. A model that repeats the data repeats this difference."
        )
      ]),
      .table(differences(facts, audit)),
    ] + audit.attributes.filter { !$0.isIntersection }.map { .table(groups($0, facts)) }
  }

  private static func differences(_ facts: Facts, _ audit: ModelAudit) -> DocumentTable {
    DocumentTable(
      caption: "Difference of base rates",
      columns: [
        .init("Attribute"), .init("Difference", .trailing), .init("95% interval", .trailing),
        .init("p-value", .trailing),
      ],
      rows: audit.attributes.map { attribute in
        let metric = ModelWords.find(facts, "baseline_disparity", attribute: attribute.name)
        let test = ModelWords.find(facts, "base_rate_p_value", attribute: attribute.name)
        return [
          [.text(ModelWords.crossed(attribute.name))], [.text(ModelWords.aligned(metric))],
          [.text(ModelWords.interval(metric))], [.text(ModelWords.value(test))],
        ]
      })
  }

  private static func groups(_ attribute: ModelAudit.Attribute, _ facts: Facts) -> DocumentTable {
    let all = attribute.groups.reduce(0) { $0 + $1.counts.total }
    return DocumentTable(
      caption: "Who is in the data, by \(attribute.name)",
      columns: [
        .init("Group"), .init("n", .trailing), .init("Share", .trailing), .init("Favourable outcomes", .trailing),
        .init("95% interval", .trailing),
      ],
      rows: attribute.groups.map { group in
        let rate = ModelWords.find(facts, "base_rate", attribute: attribute.name, group: group.name)
        return [
          [.text(group.name)], [.text(Words.count(group.counts.total))],
          [.text(all == 0 ? "" : NumberWords.percent(Double(group.counts.total) / Double(all)))],
          [.text(ModelWords.aligned(rate))],
          [.text(ModelWords.interval(rate))],
        ]
      })
  }
}
