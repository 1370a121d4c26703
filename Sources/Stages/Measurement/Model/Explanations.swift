import AuditModel
import Rows

/// What the exported attributions come to: the importance of features, and the reasons of declined cases.
enum Explanations {
  /// Principal reasons of a case: as many as a notice of adverse action should name at most (Regulation B, 12 CFR 1002.9,
  /// comment 9(b)(2)-1).
  static let mostReasons = 4

  /// Nil without a table of attributions.
  static func read(_ table: Table?, _ cases: Cases) -> ModelAudit.Explanations? {
    guard let table else { return nil }
    let declined = Set(cases.ids.indices.filter { !cases.decisions[$0] }.map { cases.ids[$0] })
    var totals: [String: (sum: CompensatedSum, count: Int)] = [:]
    var against: [String: [(feature: String, contribution: Double)]] = [:]
    for row in table.rows {
      guard let id = row.text("id"), let feature = row.text("feature"), let value = row["contribution"].double else {
        continue
      }
      totals[feature, default: (CompensatedSum(), 0)].sum.add(abs(value))
      totals[feature, default: (CompensatedSum(), 0)].count += 1
      if value < 0, declined.contains(id) { against[id, default: []].append((feature, value)) }
    }
    let importance = totals.map {
      ModelAudit.Importance(feature: $0.key, value: $0.value.sum.value / Double($0.value.count))
    }
    .sorted { ($1.value, $0.feature) < ($0.value, $1.feature) }
    let reasons = cases.ids.filter { declined.contains($0) }.map { id in
      ModelAudit.Reasons(
        id: id,
        principal: (against[id] ?? []).sorted { ($0.contribution, $0.feature) < ($1.contribution, $1.feature) }
          .prefix(mostReasons).map { ModelAudit.Reason(feature: $0.feature, contribution: $0.contribution) })
    }
    return ModelAudit.Explanations(importance: importance, reasons: reasons)
  }
}
