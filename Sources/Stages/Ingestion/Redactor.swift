package import AuditModel
import Digests
import Rows

/// Hides the values of one source's records as they are admitted, so that nothing behind ingestion has ever seen them.
struct Redactor: Sendable {
  private let treatments: [Int: (rule: Int, treatment: RedactionRule.Treatment)]
  private let key: [UInt8]
  private let seeds: [String]

  /// Nil if no rule is about the source.
  init?(_ settings: IngestionSettings, _ definition: SourceDefinition) {
    var treatments: [Int: (rule: Int, treatment: RedactionRule.Treatment)] = [:]
    for (position, rule) in settings.redaction.rules.enumerated() where rule.dataset == definition.kind.name {
      if let column = definition.kind.schema.position(of: rule.field) {
        treatments[column] = (position, rule.treatment)
      }
    }
    guard !treatments.isEmpty else { return nil }
    self.treatments = treatments
    key = settings.redaction.key
    seeds = settings.seeds
  }

  /// The chunk with new symbols, in which no hidden text is left, nor any key, which may be one.
  func redacted(_ chunk: ParsedChunk) -> (ParsedChunk, RedactionLedger) {
    var ledger = RedactionLedger()
    var result = chunk
    result.symbols = Symbols(seededWith: seeds)
    var names: [[UInt8]: String] = [:]
    for index in result.batches.indices {
      let batch = chunk.batches[index]
      result.batches[index].dropKeys()
      for column in 0..<batch.columns {
        for row in 0..<batch.count {
          let cell = batch.cell(column, row)
          let hidden = treatments[column].map {
            hide(cell, chunk.symbols, by: $0, &ledger, &names, &result.symbols)
          }
          result.batches[index].set(column, row: row, hidden ?? keep(cell, chunk.symbols, &ledger, &result.symbols))
        }
      }
    }
    return (result, ledger)
  }

  private func keep(_ cell: Cell, _ old: Symbols, _ ledger: inout RedactionLedger, _ new: inout Symbols) -> Cell {
    guard let code = cell.symbol else { return cell }
    let text = old.text(code)
    ledger.show(text)
    if cell.kind == .list { for item in CellText.items(text) { ledger.show(item) } }
    return Cell(kind: cell.kind, bits: UInt64(new.intern(text)))
  }

  private func hide(
    _ cell: Cell, _ old: Symbols, by rule: (rule: Int, treatment: RedactionRule.Treatment),
    _ ledger: inout RedactionLedger, _ names: inout [[UInt8]: String], _ new: inout Symbols
  ) -> Cell {
    guard !cell.isNull else { return cell }
    let text = cell.symbol.map { old.text($0) }
    guard rule.treatment != .drop, let text, cell.kind != .json else {
      ledger.hide(text ?? "", rule: rule.rule)
      return .null
    }
    guard cell.kind == .list else {
      ledger.hide(text, rule: rule.rule)
      return .text(new.intern(name(of: text, rule.treatment, &names)))
    }
    let items = CellText.items(text)
    for item in items { ledger.hide(item, rule: rule.rule) }
    return .list(new.intern(CellText.list(items.map { name(of: $0, rule.treatment, &names) })))
  }

  private func name(
    of text: String, _ treatment: RedactionRule.Treatment, _ names: inout [[UInt8]: String]
  ) -> String {
    guard treatment == .pseudonym else { return Redactor.masked(text) }
    // By bytes: a dictionary of texts takes equivalent ones for one, and gives both the name of the first.
    let bytes = Array(text.utf8)
    if let known = names[bytes] { return known }
    let name = Redactor.pseudonym(of: text, key: key)
    names[bytes] = name
    return name
  }

  /// Twelve hexadecimal digits of HMAC-SHA-256(key, "vouch-pseudonym/1\n" value).
  static func pseudonym(of text: String, key: [UInt8]) -> String {
    let code = HMACSHA256.code(of: Array("vouch-pseudonym/1\n\(text)".utf8), key: key)
    return "id-" + code.hexadecimal.prefix(12)
  }

  /// All but the last four characters as asterisks; of four or fewer all.
  static func masked(_ text: String) -> String {
    let kept = text.count > 4 ? String(text.suffix(4)) : ""
    return String(repeating: "*", count: text.count - kept.count) + kept
  }
}

/// The rules of a run with the key of their pseudonyms.
package struct RedactionSettings: Sendable {
  package let rules: [RedactionRule]
  package let key: [UInt8]

  package init(rules: [RedactionRule] = [], key: [UInt8] = []) {
    self.rules = rules
    self.key = key
  }
}
