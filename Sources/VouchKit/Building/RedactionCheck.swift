import AuditModel
import Bytes
import Diagnostics
import DocumentModel
import Packaging

/// Looks for hidden values in what was made: the last thing before a pack is sealed.
///
/// What is compressed is searched as its readers see it: the text of each PDF is taken back from the finished file, and the
/// parts of the workbook are unpacked. The words of the documents are searched besides, where no line break divides them.
struct RedactionCheck {
  private let rules: [RedactionRule]
  /// By their first six bytes, which is the shortest that a secret can be.
  private let secrets: [UInt64: [(bytes: [UInt8], rule: Int)]]

  /// Who prepared, who reviewed and whom to ask stand on the cover on purpose.
  init(_ ledger: RedactionLedger, _ definition: PackDefinition) {
    rules = definition.redaction.rules
    let cover = [definition.cover.preparedBy, definition.cover.reviewedBy, definition.cover.contact].compactMap { $0 }
    var secrets: [UInt64: [(bytes: [UInt8], rule: Int)]] = [:]
    for (value, rule) in ledger.secrets where !cover.contains(where: { $0.contains(value) }) {
      let bytes = Array(value.utf8)
      secrets[RedactionCheck.head(bytes[...]), default: []].append((bytes, rule))
    }
    self.secrets = secrets
  }

  private static let width = RedactionLedger.fewestBytes

  private static func head(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.prefix(width).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// One error for each file, without the value that was found.
  func check(_ artifacts: [Artifact], _ documents: [Document]) throws(Diagnostics) {
    guard !secrets.isEmpty else { return }
    // The page that checks hashes has the same bytes in every pack.
    var files: [(String, [UInt8])] = documents.map { ("reports/\($0.id)", Array(words(of: $0).utf8)) }
    for artifact in artifacts where artifact.name != PackNames.check {
      do throws(Diagnostic) {
        files.append((artifact.name, try ReadableText.of(artifact.bytes, name: artifact.name)))
      } catch {
        throw Diagnostics(error)
      }
    }
    let problems = files.compactMap { name, bytes in
      found(in: bytes).map { rule in
        Diagnostic(
          "a value of \(rules[rule].subject), which is to be hidden, stands in \(name)",
          hint: "hide the other field or text that holds it, too; nothing was written")
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
  }

  /// The rule of the first secret that the bytes hold.
  private func found(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= RedactionCheck.width else { return nil }
    let mask: UInt64 = 1 << (8 * UInt64(RedactionCheck.width)) - 1
    var window: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      window = (window << 8 | UInt64(byte)) & mask
      let start = index + 1 - RedactionCheck.width
      guard start >= 0, let candidates = secrets[window] else { continue }
      for secret in candidates where bytes[start...].starts(with: secret.bytes) { return secret.rule }
    }
    return nil
  }

  private func words(of document: Document) -> String {
    let texts =
      document.facts.map { words($0.value) }
      + document.blocks.map { block in
        switch block {
        case .heading(_, let text, _): text
        case .paragraph(let inlines), .note(_, let inlines): words(inlines)
        case .keyValues(let facts): facts.map { "\($0.label)\n\(words($0.value))" }.joined(separator: "\n")
        case .list(let items, ordered: _): items.map(words).joined(separator: "\n")
        case .table(let table):
          table.caption + "\n" + table.rows.map { $0.map(words).joined(separator: "\n") }.joined(separator: "\n")
        case .figure(let figure): figure.title + "\n" + figure.alternative
        case .pageBreak: ""
        }
      }
    return texts.joined(separator: "\n")
  }

  private func words(_ inlines: [Inline]) -> String { inlines.map(\.words).joined() }

  /// The ledger as findings: how many values each rule hid.
  static func ledger(_ ledger: RedactionLedger, rules: [RedactionRule]) -> [Finding] {
    rules.enumerated().map { place, rule in
      let count = ledger.counts[place] ?? 0
      let verb =
        switch rule.treatment {
        case .mask: "masked"
        case .pseudonym: "replaced by pseudonyms"
        case .drop: "dropped"
        }
      return Finding(
        code: "redacted", subject: rule.subject, message: "\(count.grouped) value\(count == 1 ? "" : "s") \(verb)")
    }
  }

  /// Conditions that read what is masked or dropped would test something else than they say.
  static func conflicts(_ facts: Facts) -> [Diagnostic] {
    facts.definition.redaction.rules.filter { $0.treatment != .pseudonym }.flatMap { rule in
      facts.decisions.filter { decision in
        decision.tested.map {
          $0.dataset == rule.dataset && $0.fields.contains(rule.field) && !$0.untested.contains(rule.field)
        } ?? false
      }.map { decision in
        Diagnostic(
          "gate '\(decision.gate.name)' tests \(rule.subject), which the definition hides",
          hint: "write as: pseudonym, by which records can still be compared")
      }
    }
  }
}
