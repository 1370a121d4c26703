package import AuditModel
package import DocumentModel
import OrderedCollections
import Rows

extension Reporting {
  /// The page of a portfolio: every gate that did not hold, by model and period. `entries` are in their order.
  package static func portfolio(_ entries: [PortfolioEntry]) -> Document {
    let failed = entries.count { !$0.passed }
    let last = entries.map(\.timestamp).max()
    return Document(
      id: "portfolio", title: "Model portfolio",
      subtitle: "\(Words.count(Int64(entries.count), "build")), \(Words.count(failed)) did not pass",
      facts: [Fact("Builds", Words.count(entries.count)), Fact("Latest as-of date", last.map { "\($0)" } ?? "none")],
      properties: Document.Properties(
        author: "Vouch", language: "en-GB", date: "\(last.map { "\($0)" } ?? "1970-01-01")T00:00:00Z",
        runningHead: "Model portfolio", factsDigest: "none", decisionsDigest: "none"),
      blocks: [
        .heading(level: 1, text: "Builds", anchor: "builds"), .table(builds(entries)),
        .heading(level: 1, text: "Gates that did not hold", anchor: "failures"), failures(entries),
        .heading(level: 1, text: "Across periods", anchor: "periods"), periods(entries),
        .heading(level: 1, text: "Gates by how often they failed", anchor: "gates"), .table(gates(entries)),
      ], form: .page)
  }

  private static func builds(_ entries: [PortfolioEntry]) -> DocumentTable {
    DocumentTable(
      caption: "Builds by model and period",
      columns: [
        .init("Model"), .init("Period"), .init("As of"), .init("Result"), .init("Failed gates", .trailing),
        .init("Facts digest"),
      ],
      rows: entries.map { entry in
        [
          [.text(entry.model)], [.text("\(entry.period)")], [.text("\(entry.timestamp)")],
          [.status(entry.passed ? "passed" : "did not pass", entry.passed ? .good : .bad)],
          [.text("\(Words.count(entry.gates.count(where: \.failed))) of \(Words.count(entry.gates.count))")],
          [.code(String(entry.digests.facts.prefix(16)))],
        ]
      })
  }

  private static func failures(_ entries: [PortfolioEntry]) -> Block {
    let rows = entries.flatMap { entry in
      entry.gates.filter(\.failed).map { gate -> [DocumentTable.Cell] in
        [
          [.text(entry.model)], [.text("\(entry.period)")], [.text(gate.name)], [.text(gate.severity.rawValue)],
          [Words.status(gate.decision)], [.text(gate.value.map { Words.value($0) } ?? "")],
        ]
      }
    }
    guard !rows.isEmpty else { return .paragraph([.text("Every gate of every build held.")]) }
    return .table(
      DocumentTable(
        caption: "Failures",
        columns: [
          .init("Model"), .init("Period"), .init("Gate"), .init("Severity"), .init("Decision"),
          .init("Value", .trailing),
        ],
        rows: rows))
  }

  /// Periods that stand side by side: the latest ones.
  private static let mostPeriods = 6

  /// Each gate that ever failed, by model, with its decision and figure in each period: whether it is getting better.
  private static func periods(_ entries: [PortfolioEntry]) -> Block {
    var all = Array(Set(entries.map(\.period)))
    all.sort { ($0.end, $0.start) < ($1.end, $1.start) }
    let shown = all.suffix(mostPeriods)
    var rows: OrderedDictionary<[String], [Period: PortfolioEntry.GateResult]> = [:]
    for entry in entries {
      // A later build of the same period stands in place of an earlier one.
      for gate in entry.gates { rows[[entry.model, gate.gate], default: [:]][entry.period] = gate }
    }
    let failed = rows.elements.filter { row in shown.contains { row.value[$0]?.failed == true } }
    guard !failed.isEmpty else { return .words("Every gate held in the last build of each period.") }
    return .table(
      DocumentTable(
        caption: "Gates that failed in any of the latest \(mostPeriods) periods",
        columns: [.init("Model"), .init("Gate")] + shown.map { .init("\($0)") },
        rows: failed.map { row in
          let name = row.value.values.map(\.name).min() ?? row.key[1]
          return [[.text(row.key[0])], [.text(name)]] + shown.map { cell(row.value[$0]) }
        }))
  }

  /// The decision in a period with its figure.
  private static func cell(_ gate: PortfolioEntry.GateResult?) -> DocumentTable.Cell {
    guard let gate else { return [.text("no build")] }
    return [Words.status(gate.decision)] + (gate.value.map { [.text(" \(Words.value($0))")] } ?? [])
  }

  private static func gates(_ entries: [PortfolioEntry]) -> DocumentTable {
    var counts: OrderedDictionary<String, (name: String, failed: Int, all: Int)> = [:]
    for gate in entries.flatMap(\.gates) {
      counts[gate.gate, default: (gate.name, 0, 0)].all += 1
      if gate.failed { counts[gate.gate]?.failed += 1 }
    }
    return DocumentTable(
      caption: "Gates over all builds",
      columns: [.init("Gate"), .init("Failed", .trailing), .init("Evaluated", .trailing)],
      rows: counts.elements.sorted { ($1.value.failed, $0.key) < ($0.value.failed, $1.key) }.map { entry in
        [[.text(entry.value.name)], [.text(Words.count(entry.value.failed))], [.text(Words.count(entry.value.all))]]
      })
  }
}
