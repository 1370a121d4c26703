package import AuditModel
import CSV
import Rows

/// The exhibits of a model audit: every declined case with its principal reasons, and with its cheapest recourse.
package enum ModelExhibits {
  package static let reasons = "exhibits/reason-codes.csv"
  package static let recourse = "exhibits/recourse.csv"

  /// Reasons of a case in their columns; a notice of adverse action names no more.
  private static let mostReasons = 4

  /// None where the pack has no model, or its export neither attributions nor coefficients.
  package static func make(_ audit: ModelAudit?) -> [Exhibits.Exhibit] {
    guard let audit else { return [] }
    let reasons = audit.explanations.map {
      Exhibits.Exhibit(
        name: ModelExhibits.reasons, title: "Reason codes of declined cases", bytes: codes($0, audit.definition))
    }
    let recourse = audit.recourse.flatMap { recourse in
      recourse.refusal == nil
        ? Exhibits.Exhibit(
          name: ModelExhibits.recourse, title: "Recourse of declined cases", bytes: changes(recourse)) : nil
    }
    return [reasons, recourse].compactMap { $0 }
  }

  private static func codes(_ explanations: ModelAudit.Explanations, _ model: ModelDefinition) -> [UInt8] {
    var writer = CSVWriter(guardsFormulas: true)
    let columns = (1...mostReasons).flatMap { ["reason_\($0)", "contribution_\($0)"] }
    writer.append(["id"] + columns + ["protected"])
    for reasons in explanations.reasons {
      let cells = (0..<mostReasons).flatMap { place -> [String] in
        guard reasons.principal.indices.contains(place) else { return ["", ""] }
        let reason = reasons.principal[place]
        return [reason.feature, CellText.decimal(reason.contribution)]
      }
      let protected = reasons.features.filter { model.attribute(of: $0) != nil }
      writer.append([reasons.id] + cells + [protected.joined(separator: ";")])
    }
    return writer.bytes
  }

  /// A row a change; a case without recourse has one row that says why.
  private static func changes(_ recourse: Recourse) -> [UInt8] {
    var writer = CSVWriter(guardsFormulas: true)
    writer.append(["id", "score", "feature", "from", "to", "cost", "new_score", "why_none"])
    for item in recourse.cases {
      let score = CellText.decimal(item.score)
      switch item.outcome {
      case .none(let why): writer.append([item.id, score, "", "", "", "", "", why])
      case .found(let changes, let cost, let new):
        for change in changes {
          writer.append([
            item.id, score, change.feature, change.from, change.to, CellText.decimal(cost), CellText.decimal(new), "",
          ])
        }
      }
    }
    return writer.bytes
  }
}
