import AuditModel
import Bytes
import Diagnostics
import DocumentModel
import Packaging

/// Looks for hidden values in what was made: the last thing before a pack is sealed.
///
/// Files are searched as their readers see them: the text of each PDF is taken back from the finished file, the parts of the
/// workbook are unpacked, escapes are resolved. The words of the documents are searched besides, where no line break divides
/// them; but for their covers, whose names the definition shows on purpose.
struct RedactionCheck {
  private let rules: [RedactionRule]
  /// What stands on the cover on purpose: who prepared, who reviewed and whom to ask.
  private let cover: [[UInt8]]
  /// By their first six bytes, which is the shortest that a secret can be.
  private let secrets: [UInt64: [(bytes: [UInt8], rule: Int)]]
  private let holders: SecretHolders

  init(_ ledger: RedactionLedger, _ facts: Facts) {
    holders = SecretHolders(facts)
    rules = facts.definition.redaction.rules
    cover = Self.named(on: facts.definition.cover).map { Array($0.words.utf8) }
    var secrets: [UInt64: [(bytes: [UInt8], rule: Int)]] = [:]
    for (value, rule) in ledger.secrets {
      let bytes = Array(value.utf8)
      secrets[RedactionCheck.head(bytes[...]), default: []].append((bytes, rule))
    }
    self.secrets = secrets
  }

  /// The names that the cover shows because the definition says so, each with its key.
  private static func named(on cover: PackDefinition.Cover) -> [(key: String, words: String)] {
    [("prepared_by", cover.preparedBy), ("reviewed_by", cover.reviewedBy), ("contact", cover.contact)]
      .compactMap { key, words in words.map { (key, $0) } }
  }

  private static let width = RedactionLedger.fewestBytes

  private static func head(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.prefix(width).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// One error for each rule, with the files, without the values that were found.
  func check(_ artifacts: [Artifact], _ documents: [Document]) throws(Diagnostics) {
    guard !secrets.isEmpty else { return }
    var places: [Int: [String]] = [:]
    var values: [Int: [UInt8]] = [:]
    func note(_ secret: (bytes: [UInt8], rule: Int)?, _ name: String) {
      guard let secret else { return }
      places[secret.rule, default: []].append(name)
      values[secret.rule] = values[secret.rule] ?? secret.bytes
    }
    for document in documents { note(found(in: Array(words(of: document).utf8)), "reports/\(document.id)") }
    // The page that checks hashes has the same bytes in every pack.
    for artifact in artifacts where artifact.name != PackNames.check {
      do throws(Diagnostic) {
        let text = try ReadableText.of(artifact.bytes, name: artifact.name)
        note(found(in: namesCover(artifact.name) ? withoutCover(text) : text), artifact.name)
      } catch {
        throw Diagnostics(error)
      }
    }
    let problems = values.keys.sorted().map { rule in
      problem(rules[rule], values[rule] ?? [], in: places[rule] ?? [])
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
  }

  /// How many files an error names.
  private static let namedFiles = 3

  private func problem(_ rule: RedactionRule, _ secret: [UInt8], in places: [String]) -> Diagnostic {
    // A report whose words hold it has it in each of its files.
    let files = Set(places.filter { place in !places.contains { place.hasPrefix($0 + ".") } }).sortedByBytes()
    let more = files.count > Self.namedFiles ? " and \((files.count - Self.namedFiles).grouped) more" : ""
    let fields = holders.fields(holding: secret)
    let holder = fields.isEmpty ? "the other field or text that holds it" : fields.joined(separator: " and ")
    return Diagnostic(
      "a value of \(rule.subject), which is to be hidden, stands in \(files.prefix(Self.namedFiles).joined(separator: ", "))\(more)",
      hint: "hide \(holder), too; nothing was written")
  }

  /// Whether a file shows the cover, or a copy of the definition that has it; facts and exhibits do not.
  private func namesCover(_ name: String) -> Bool {
    ["reports/", "definition/", "interop/", "index.html", "README.txt", "manifest.json"].contains { name.hasPrefix($0) }
  }

  /// A text without what the cover says, wherever that stands as a whole.
  private func withoutCover(_ text: [UInt8]) -> [UInt8] {
    cover.reduce(text) { text, words in
      words.isEmpty ? text : ReadableText.replacing(words, in: text, with: [])
    }
  }

  /// The first secret that the bytes hold, with its rule.
  private func found(in bytes: [UInt8]) -> (bytes: [UInt8], rule: Int)? {
    guard bytes.count >= RedactionCheck.width else { return nil }
    let mask: UInt64 = 1 << (8 * UInt64(RedactionCheck.width)) - 1
    var window: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      window = (window << 8 | UInt64(byte)) & mask
      let start = index + 1 - RedactionCheck.width
      guard start >= 0, let candidates = secrets[window] else { continue }
      for secret in candidates where bytes[start...].starts(with: secret.bytes) { return secret }
    }
    return nil
  }

  private func words(of document: Document) -> String {
    let texts =
      document.blocks.map { block in
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

  /// That the cover shows what is hidden elsewhere: asked for, and said, so that nobody takes it for hidden.
  static func onCover(_ ledger: RedactionLedger, _ definition: PackDefinition) -> [Finding] {
    named(on: definition.cover).flatMap { key, words in
      let shown = Array(words.utf8)
      let held = ledger.secrets.filter { $0.value.utf8.count <= shown.count && shown.contains(Array($0.value.utf8)) }
      return Set(held.map(\.rule)).sorted().map { rule in
        Finding(
          code: "hidden_value_on_cover", subject: definition.redaction.rules[rule].subject,
          message: "the cover shows a hidden value as \(key)")
      }
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
