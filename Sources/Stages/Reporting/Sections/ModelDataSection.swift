import AuditModel
import DocumentModel
import Rows

/// What the model's figures were computed from: sources, columns, what was left out, and the bias of the labels.
enum ModelDataSection {
  static let section = ReportSection(name: "model_data", title: "Data") { facts, _ in
    guard let audit = facts.model else { return [] }
    return [
      .heading(level: 2, text: "Overview and schema", anchor: "model-schema"), .table(columns(facts)),
    ] + left(audit) + preparation(audit) + bias(facts, audit)
  }

  private static func columns(_ facts: Facts) -> DocumentTable {
    let sources = facts.definition.sources.filter {
      ["predictions", "features", "attributions", "coefficients"].contains($0.kind.name)
    }
    return DocumentTable(
      caption: "Columns that were read",
      columns: [.init("Source"), .init("Column"), .init("Type"), .init("Required")],
      rows: sources.flatMap { source in
        source.kind.schema.fields.map { field in
          [
            [.text(source.name)], [.code(field.name)], [.text(field.type.rawValue)],
            [.text(field.required ? "yes" : "no")],
          ]
        }
      })
  }

  private static func left(_ audit: ModelAudit) -> [Block] {
    let stated = audit.definition.excluded.map { [Inline.code($0.name), .text(": \($0.words)")] }
    let silent = audit.undeclared.map { [Inline.code($0), .strong(": no reason is stated")] }
    guard !(stated + silent).isEmpty else { return [] }
    return [
      .paragraph([.text("Columns of the predictions that are left out of the audit:")]),
      .list(stated + silent, ordered: false),
    ]
  }

  private static func preparation(_ audit: ModelAudit) -> [Block] {
    let steps = audit.definition.governance.preprocessing
    let heading = Block.heading(level: 2, text: "Preprocessing", anchor: "model-preprocessing")
    guard !steps.isEmpty else {
      return [heading, .note(.caution, [.text("The definition does not say how the data was prepared.")])]
    }
    return [
      heading,
      .paragraph([.text("Preparation, as declared (what it led to is bound by the SHA-256 of each export):")]),
      .list(steps.map { [.text($0)] }, ordered: true),
    ]
  }

  private static func bias(_ facts: Facts, _ audit: ModelAudit) -> [Block] {
    guard !audit.attributes.isEmpty else { return [] }
    let rows = audit.attributes.map { attribute -> [DocumentTable.Cell] in
      let metric = ModelWords.find(facts, "baseline_disparity", attribute: attribute.name)
      let test = ModelWords.find(facts, "base_rate_p_value", attribute: attribute.name)
      return [
        [.text(ModelWords.crossed(attribute.name))], [.text(ModelWords.value(metric))],
        [.text(ModelWords.interval(metric))], [.text(ModelWords.value(test))],
      ]
    }
    return [
      .heading(level: 2, text: "Bias of the labels", anchor: "model-label-bias"),
      .paragraph([
        .text(
          "The largest difference between groups in the rate of favourable outcomes: what the data says before any model decides."
        )
      ]),
      .table(
        DocumentTable(
          caption: "Difference of base rates",
          columns: [
            .init("Attribute"), .init("Difference", .trailing), .init("95% interval", .trailing),
            .init("p-value", .trailing),
          ],
          rows: rows)),
    ]
  }
}
