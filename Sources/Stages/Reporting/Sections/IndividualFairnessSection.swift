import AuditModel
import DocumentModel

/// Whether like cases are decided alike.
enum IndividualFairnessSection {
  static let section = ReportSection(name: "individual_fairness", title: "Individual fairness") { facts, _ in
    guard let audit = facts.model else { return [] }
    guard let consistency = ModelWords.find(facts, "consistency") else {
      return [
        .note(.caution, [.text("No inputs are exported: whether like cases are decided alike was not assessed.")])
      ]
    }
    let k = audit.definition.inputs?.neighbours ?? 0
    return [
      .paragraph([
        .text("Consistency with the \(k) nearest cases: "), .strong(ModelWords.value(consistency)),
        .text(
          ", n = \(Words.count(consistency.sampleSize ?? 0)). 1 means that every case is decided as its neighbours are."
        ),
      ]),
      .paragraph([.text(distance(audit.definition))]),
      .table(pairs(facts, audit)),
    ]
  }

  private static func distance(_ model: ModelDefinition) -> String {
    let left = model.protected + model.carriers.map(\.name)
    let without = left.isEmpty ? "" : " Left out of it: \(left.joined(separator: ", "))."
    return
      "The distance of two cases is Gower's: the mean over the inputs of the difference of two numbers over their range, and of 0 or 1 for equal or other categories.\(without)"
  }

  private static func pairs(_ facts: Facts, _ audit: ModelAudit) -> DocumentTable {
    DocumentTable(
      caption: "Matched pairs: cases of different groups that agree in every input",
      columns: [
        .init("Attribute"), .init("Pairs", .trailing), .init("Decided differently", .trailing),
        .init("95% interval", .trailing),
      ],
      rows: audit.definition.protected.map { attribute in
        let pairs = ModelWords.find(facts, "matched_pair_disparity", attribute: attribute)
        return [
          [.text(attribute)], [.text(Words.count(pairs?.sampleSize ?? 0))], [.text(ModelWords.value(pairs))],
          [.text(ModelWords.interval(pairs))],
        ]
      })
  }
}
