import AuditModel
import DocumentModel

/// Red flags, and the examiner's checklist: each point ticked by what was computed, never by the presence of a section.
enum RedFlagsSection {
  static let section = ReportSection(name: "red_flags", title: "Red flags and the examiner's checklist") {
    facts, _ in
    guard let audit = facts.model else { return [] }
    let flags = RedFlags.all(facts, audit)
    let list: Block =
      flags.isEmpty
      ? .paragraph([.text("No red flag was found.")]) : .list(flags.map { [.text($0.words)] }, ordered: false)
    return [
      list, .heading(level: 2, text: "Checklist", anchor: "model-checklist"), .table(table(facts, audit)),
    ]
  }

  private struct Point {
    let asks: String
    let holds: Bool
    let because: String
  }

  private static func table(_ facts: Facts, _ audit: ModelAudit) -> DocumentTable {
    DocumentTable(
      caption: "Examiner's checklist",
      columns: [.init("Asked"), .init("Found"), .init("Because")],
      rows: points(facts, audit).map { point in
        [
          [.text(point.asks)], [.status(point.holds ? "yes" : "no", point.holds ? .good : .bad)],
          [.text(point.because)],
        ]
      })
  }

  private static func points(_ facts: Facts, _ audit: ModelAudit) -> [Point] {
    let model = audit.definition
    let governance = model.governance
    let explained = audit.explanations != nil
    let named = Set(model.protected.map { $0.lowercased() })
    let bases: [(String, [String])] = [
      ("race", ["race", "ethnicity", "race_ethnicity"]), ("gender", ["gender", "sex"]),
      ("age", ["age", "age_group", "age_band"]),
    ]
    let absent = bases.filter { named.isDisjoint(with: $0.1) }.map(\.0)
    let gates = facts.decisions.filter { $0.measured != nil }
    let bare = gates.filter { $0.measured?.metric?.interval == nil && $0.measured?.metric?.name != "min_group_size" }
    let provenance = [
      facts.definition.revision == nil ? "no revision" : nil, model.version == nil ? "no model version" : nil,
      model.seed == nil ? "no seed" : nil,
    ].compactMap { $0 }
    return [
      Point(
        asks: "Model card, performance, fairness, calibration and explainability are there",
        holds: governance.purpose != nil && audit.cases > 0 && !audit.attributes.isEmpty && !audit.widthBins.isEmpty
          && explained,
        because: explained
          ? "all were computed from the exports" : "no attributions are exported, so nothing is explained"),
      Point(
        asks: "Protected attributes are analysed: race, gender, age", holds: absent.isEmpty,
        because: absent.isEmpty ? "each is declared and measured" : "not exported: \(absent.joined(separator: ", "))"),
      Point(
        asks: "Statistical significance is documented", holds: !gates.isEmpty && bare.isEmpty,
        because: bare.isEmpty
          ? "every figure of a gate has its sample size and interval"
          : "without an interval: \(bare.map(\.gate.name).joined(separator: ", "))"),
      Point(
        asks: "Limitations list assumptions and edge cases",
        holds: !governance.limitations.isEmpty && !governance.assumptions.isEmpty,
        because:
          "\(Words.count(Int64(governance.limitations.count), "limitation")) and \(Words.count(Int64(governance.assumptions.count), "assumption")) are stated"
      ),
      Point(
        asks: "Provenance has revision, versions, seed and data hashes", holds: provenance.isEmpty,
        because: provenance.isEmpty
          ? "the manifest holds all of them"
          : "\(provenance.joined(separator: ", ")); data hashes and library versions are in the manifest"),
      Point(
        asks: "Policy gates are documented with their status", holds: !gates.isEmpty,
        because: "\(Words.count(Int64(gates.count), "gate")) on the model's figures, decided in this report"),
    ]
  }
}
