import AuditModel
import Diagnostics
import DocumentModel
import HTMLRendering
import JSON
import Reporting
import Rows

/// Gate failures across models and periods, as the logs of builds have them.
public struct Portfolio: Sendable {
  /// By model, then by period, then as logged.
  public let entries: [PortfolioEntry]

  /// Lines for a terminal: a line for each failure, and one for each build without any.
  public var text: String { PortfolioText.lines(entries).joined(separator: "\n") }
}

extension Vouch {
  /// Reads logs that `build --log` wrote.
  public static func portfolio(_ logs: [String]) throws(Diagnostics) -> Portfolio {
    var entries: [PortfolioEntry] = []
    for log in logs { entries += try PortfolioLog.read(log) }
    let order = entries.enumerated().sorted { one, other in
      let (a, b) = (one.element, other.element)
      if a.model != b.model { return a.model.utf8.lexicographicallyPrecedes(b.model.utf8) }
      if a.period.end != b.period.end { return a.period.end < b.period.end }
      return one.offset < other.offset
    }
    return Portfolio(entries: order.map(\.element))
  }

  /// The portfolio as an HTML page, written to `path` in one step.
  public static func writePage(
    _ portfolio: Portfolio, to path: String, share: String? = nil
  ) throws(Diagnostics) {
    let collector = DiagnosticCollector()
    guard let design = DesignLoader(share: share, collector: collector).load(drawing: false),
      let theme = ThemeReader(collector: collector).read(design.theme)
    else { throw Diagnostics(collector.all) }
    let html = try design.renderer(theme)
    do throws(Diagnostic) {
      let page = try html.render(Reporting.portfolio(portfolio.entries))
      try FileWriting.makeFolders(for: path)
      try FileWriting.replace(path, with: page)
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Adds a build to a portfolio's log.
  public static func log(_ outcome: BuildOutcome, to path: String) throws(Diagnostics) {
    let facts = outcome.facts
    let gates = facts.decisions.map { decision in
      PortfolioEntry.GateResult(
        gate: decision.gate.id, name: decision.gate.name, severity: decision.gate.severity, decision: decision.decision,
        value: decision.measured?.metric?.value)
    }
    let digests = outcome.digests
    try PortfolioLog.append(
      PortfolioEntry(
        model: facts.definition.model?.name ?? facts.definition.pack, pack: facts.definition.pack,
        timestamp: facts.definition.asOf, period: facts.definition.period, gates: gates, passed: !outcome.blocks,
        digests: .init(pack: digests.pack, content: digests.content, facts: digests.facts)), to: path)
  }

  /// Whether a log can be added to; said before a build rather than after it.
  public static func checkLog(_ path: String) throws(Diagnostics) {
    _ = try PortfolioLog.read(path, mayBeMissing: true)
  }
}

private enum PortfolioText {
  static func lines(_ entries: [PortfolioEntry]) -> [String] {
    guard !entries.isEmpty else { return ["the logs hold no build"] }
    let failed = entries.count { !$0.passed }
    var lines = ["\(entries.count) \(entries.count == 1 ? "build" : "builds"), \(failed) did not pass", ""]
    for entry in entries {
      lines.append(
        Diagnostic.safe(
          "\(entry.model)  \(entry.period)  as of \(entry.timestamp)  \(entry.passed ? "passed" : "did not pass")"))
      for gate in entry.gates where gate.failed {
        let value = gate.value.map { " (\(CellText.decimal($0)))" } ?? ""
        lines.append(Diagnostic.safe("  \(gate.decision.words)  \(gate.severity.rawValue)  \(gate.name)\(value)"))
      }
    }
    return lines
  }
}
