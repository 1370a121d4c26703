package import AuditModel
import Bytes
package import DocumentModel

extension Reporting {
  /// A file of the pack with its size, for the index.
  package struct PackFile: Sendable {
    package let name: String
    package let size: Int
    /// Of an exhibit: what it holds.
    package let title: String?

    package init(name: String, size: Int, title: String? = nil) {
      self.name = name
      self.size = size
      self.title = title
    }
  }

  /// The way into the pack. `files` are all files that were made before the index, by name.
  package static func index(_ facts: Facts, digests: Digests, files: [PackFile]) -> PackIndex {
    let definition = facts.definition
    return PackIndex(
      title: definition.title,
      facts: [
        Fact("Pack", definition.pack), Fact("Organisation", definition.organization),
        Fact("Period", "\(definition.period)"), Fact("As of", "\(definition.asOf)"),
      ],
      properties: Document.Properties(
        author: definition.organization, language: "en-GB", date: "\(definition.asOf)T00:00:00Z",
        runningHead: "\(definition.pack) · \(definition.period)", factsDigest: digests.facts,
        decisionsDigest: digests.decisions),
      summary: facts.summary.filter { $0.count > 0 }.map { count in
        PackIndex.Count(
          word: count.decision.words, tone: Words.tone(Standing(count.decision)), count: Words.count(count.count))
      },
      documents: definition.documents.map { entry($0, facts) }, gates: facts.decisions.map { gate($0, facts) },
      missing: FindingLines.lines(facts.findings),
      files: files.filter { !$0.name.hasPrefix("reports/") }.map { file in
        PackIndex.File(name: file.name, purpose: file.title ?? purpose(file.name), size: NumberWords.bytes(file.size))
      })
  }

  private static func entry(_ document: DocumentDefinition, _ facts: Facts) -> PackIndex.Entry {
    let files = document.formats.map { format -> Inline in
      .link(format.rawValue.uppercased(), to: .file("reports/\(Gate.slug(document.name)).\(format.rawValue)"))
    }
    return PackIndex.Entry(title: document.name, subtitle: holds(document, facts), files: files)
  }

  /// What a document holds, and how many of its gates failed: `Accounts, Leavers and 3 more; 2 of 7 gates failed`.
  private static func holds(_ document: DocumentDefinition, _ facts: Facts) -> String {
    let sections = document.sections.compactMap(ReportSections.named)
    let shown = sections.count > mostTitles + 1 ? mostTitles : sections.count
    let titles = sections.prefix(shown).map(\.title)
    let rest = sections.count - shown
    let text = document.source == nil ? [] : ["A text with figures from the data"]
    let content = (text + titles).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    let gates = TestedSubjects.gates(of: sections, facts)
    let failed = gates.count { $0.decision == .fail || $0.decision == .waiverExpired }
    if gates.isEmpty { return content }
    let result =
      gates.count == 1
      ? "its gate \(failed == 0 ? "did not fail" : "failed")"
      : "\(failed == 0 ? "none" : failed.grouped) of \(gates.count.grouped) gates failed"
    return "\(content); \(result)"
  }

  /// Titles of sections that a card has room for.
  private static let mostTitles = 4

  /// The exhibit, and the report that tells of it with its page.
  private static func gate(_ decision: GateDecision, _ facts: Facts) -> PackIndex.Gate {
    let evidence = decision.exhibit.map { exhibit -> [Inline] in
      let file = Inline.link(String(exhibit.split(separator: "/").last ?? ""), to: .file(exhibit))
      guard let place = ExhibitsSection.place(of: exhibit, facts) else { return [file] }
      let page = place.page.map { ", page \(Words.count($0))" } ?? ""
      return [file, .link(place.report + page, to: .place(file: place.file, anchor: place.anchor))]
    }
    return PackIndex.Gate(
      name: decision.gate.name, severity: decision.gate.severity.rawValue, decision: Words.status(decision.decision),
      reason: [.text(decision.reason)], evidence: evidence ?? [])
  }

  private static func purpose(_ name: String) -> String {
    switch name {
    case "decisions.json": "what every gate, control and criterion came to"
    case "metrics.json": "every metric"
    case "reconciliation.json": "the account of every record that was read"
    case "periods.json": "the dashboard's figures and the controls, of this period and those before"
    case "findings.json": "what a reader should know beside the decisions"
    default:
      if name.hasPrefix("matrix/") {
        "the control matrix, for a spreadsheet"
      } else if name.hasPrefix("exhibits/") {
        "evidence behind the decisions"
      } else if name.hasPrefix("interop/") {
        "the decisions in a format that other tools read"
      } else if name.hasPrefix("policies/") {
        "a policy as it was evaluated"
      } else if name.hasPrefix("definition/schema-") {
        "the columns of a dataset"
      } else if name.hasPrefix("definition/") {
        "what the pack was built from"
      } else {
        ""
      }
    }
  }
}
