import AuditModel
import DocumentModel
import Rows

/// Every exception with the record behind it.
enum ExceptionsSection {
  static let section = ReportSection(name: "exceptions", title: "Exceptions") { facts, _ in
    let found = blocks(facts.decisions, facts)
    return found.isEmpty ? [.paragraph([.text("No record failed a test.")])] : found
  }

  /// A heading, a paragraph and a table for each decision that has exceptions.
  static func blocks(_ decisions: [GateDecision], _ facts: Facts) -> [Block] {
    decisions.filter { ($0.tested?.exceptionCount ?? 0) > 0 }.flatMap { blocks($0, rowLimit: facts.material.rowLimit) }
  }

  static func anchor(_ gate: Gate) -> String { "exceptions-\(gate.id)" }

  private static func blocks(_ decision: GateDecision, rowLimit: Int) -> [Block] {
    guard let tested = decision.tested else { return [] }
    var opening: [Inline] = [
      Words.status(decision.decision),
      .text(" — \(found(tested)) of "), .code(tested.dataset), .text("."),
    ]
    if let exhibit = decision.exhibit {
      opening += [.text(" Exhibit "), .link(name(exhibit), to: .file(exhibit)), .text(".")]
    }
    if decision.responses.isEmpty { opening.append(.text(" Management has given no response.")) }
    return [
      .heading(level: 2, text: decision.gate.name, anchor: anchor(decision.gate)), .paragraph(opening),
      .table(table(decision, tested, rowLimit)),
    ]
  }

  /// A sample's deviations are counted among the items that were drawn, what the test found elsewhere beside them.
  private static func found(_ tested: TestedPopulation) -> String {
    let population = "a population of \(Words.count(tested.population, "record"))"
    guard let sample = tested.sample else {
      return "\(Words.count(tested.exceptionCount, "exception")) in \(population)"
    }
    let drawn = Words.count(Int64(sample.items.count), "item")
    let others = tested.exceptionCount - tested.deviations
    let more = others == 0 ? "" : ", and \(Words.count(others, "exception")) among the others"
    return "\(Words.count(tested.deviations, "deviation")) in \(drawn) drawn from \(population)\(more)"
  }

  private static func table(
    _ decision: GateDecision, _ tested: TestedPopulation, _ rowLimit: Int
  ) -> DocumentTable {
    let left = tested.exceptionCount - Int64(min(rowLimit, tested.exceptions.count))
    var continuation: [Inline]?
    if left > 0 {
      continuation = [.text("\(Words.count(left, "more exception")) in ")]
      continuation?.append(decision.exhibit.map { .link(name($0), to: .file($0)) } ?? .text("the exhibit"))
    }
    let shown = tested.exceptions.prefix(rowLimit)
    let file = commonFile(shown)
    return DocumentTable(
      caption: "Exceptions of \(decision.gate.name)" + (file.map { ", all in \($0)" } ?? ""),
      columns: [.init("Record")] + (file == nil ? [.init("File")] : []) + [.init("Line", .trailing), .init("Why")]
        + (decision.responses.isEmpty ? [] : [.init("Management's response")]),
      rows: shown.map { exception in
        [[.code(exception.id)]] + (file == nil ? [[.code(exception.origin.file)]] : [])
          + [
            [.text(exception.origin.line > 0 ? Words.count(exception.origin.line) : "")], [.text(exception.why)],
          ] + (decision.responses.isEmpty ? [] : [[.text(decision.response(to: exception)?.words ?? "none")]])
      }, continuation: continuation)
  }

  /// The one file of all exceptions: said once, it leaves its room to the reasons.
  private static func commonFile(_ exceptions: ArraySlice<GateException>) -> String? {
    guard let file = exceptions.first?.origin.file, !file.isEmpty else { return nil }
    return exceptions.allSatisfy { $0.origin.file == file } ? file : nil
  }

  /// `EX-001` of `exhibits/EX-001.csv`.
  static func name(_ exhibit: String) -> String {
    String(exhibit.split(separator: "/").last?.split(separator: ".").first ?? "")
  }
}
