import AuditModel
import DocumentModel
import Rows

/// The control matrix: first what came out, then every control on its own.
enum ControlMatrixSection {
  static let section = ReportSection(name: "control_matrix", title: "Control matrix") { facts, _ in
    let rows = MatrixRow.all(facts)
    guard !rows.isEmpty else { return [.words("The policies declare no controls.")] }
    return [.figure(figure(rows)), .table(summary(rows))] + rows.flatMap { control($0) }
  }

  private static func figure(_ rows: [MatrixRow]) -> Figure {
    let parts = Standing.allCases.reversed().map { standing in
      StatusStrip.Part(
        standing.rawValue.replacing("_", with: " "), Words.tone(standing),
        rows.count { $0.standing.standing == standing })
    }
    let strip = StatusStrip(parts: parts, unit: "controls")
    let passed = rows.count { $0.standing.standing == .pass }
    return Figure(
      title: "\(Words.share(passed, of: rows.count)) controls passed every test", alternative: strip.alternative,
      source: "decisions.json, each control with the worst of its gates", drawing: strip.drawing)
  }

  private static func anchor(_ row: MatrixRow) -> String { "control-\(Gate.slug(row.standing.control.id))" }

  private static func summary(_ rows: [MatrixRow]) -> DocumentTable {
    DocumentTable(
      caption: "Controls: \(Words.count(rows.count))",
      columns: [
        .init("Control"), .init("Title"), .init("Criteria"), .init("Owner"), .init("Exceptions", .trailing),
        .init("Result"),
        .init("Evidence"),
      ],
      rows: rows.map { row in
        [
          [.link(row.standing.control.id, to: .anchor(anchor(row)))], [.text(row.standing.control.title)],
          [.text(row.standing.control.criteria.map(\.id).joined(separator: ", "))],
          [.text(row.standing.control.owner ?? "")],
          [.text(Words.count(row.exceptions))], [Words.status(row.standing.standing)], exhibits(row),
        ]
      })
  }

  private static func exhibits(_ row: MatrixRow) -> [Inline] {
    Array(
      row.exhibits.map { [Inline.link(ExceptionsSection.name($0), to: .file($0))] }.joined(separator: [.text(", ")]))
  }

  private static func control(_ row: MatrixRow) -> [Block] {
    let control = row.standing.control
    var facts: [Fact] = []
    func add(_ label: String, _ value: String?) {
      if let value, !value.isEmpty { facts.append(Fact(label, value)) }
    }
    add("Wording", control.wording)
    add("Criteria", row.criteria.joined(separator: "; "))
    add("Owner", control.owner)
    add("Frequency", control.frequency)
    add("Nature", control.nature)
    add("Test", control.test)
    add("Management's response", row.responses)
    add("Gaps", row.gaps)
    facts.append(Fact("Result", [Words.status(row.standing.standing)]))
    let tests: [Block] =
      row.decisions.isEmpty ? [] : [.table(tests(row))]
    return [.heading(level: 2, text: "\(control.id): \(control.title)", anchor: anchor(row)), .keyValues(facts)] + tests
  }

  private static func tests(_ row: MatrixRow) -> DocumentTable {
    let exhibits = row.decisions.contains { $0.exhibit != nil }
    return DocumentTable(
      caption: "Tests of \(row.standing.control.id)",
      columns: [
        .init("Gate"), .init("Population", .trailing), .init("Exceptions", .trailing), .init("Decision"),
        .init("Reason"),
      ] + (exhibits ? [.init("Exhibit")] : []),
      rows: row.decisions.map { decision in
        [
          [.text(decision.gate.name)],
          [.text(decision.tested.map { Words.count($0.population) } ?? (decision.measured == nil ? "" : "a figure"))],
          [.text(decision.tested.map { Words.count($0.exceptionCount) } ?? "")], [Words.status(decision.decision)],
          [.text(decision.reason)],
        ] + (exhibits ? [DecisionsSection.exhibit(decision)] : [])
      })
  }
}
