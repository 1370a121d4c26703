import AuditModel
import Diagnostics
import Rows
import YAML

/// The register of texts that policies cite: since when, until when, and which clauses they have.
struct Citations: Sendable {
  var texts: [Text] = []
  var topics: [Topic] = []

  struct Text: Sendable {
    /// As policies write it: `SR 11-7`.
    let id: String
    let title: String
    let effective: Day?
    /// The first day on which it is no longer in force.
    let superseded: Day?
    let by: String?
    /// The clauses that it has; empty where the register does not list them.
    let clauses: [String]
  }

  /// What criteria are about, for the lint of mappings.
  struct Topic: Sendable {
    let name: String
    /// Beginnings of words by which a control is known to be about it, in lower case.
    let words: [String]
    /// Criteria about it, by framework.
    let criteria: [(framework: String, ids: [String])]
  }

  static func read(_ file: YAMLFile, _ collector: DiagnosticCollector) -> Citations {
    let root = YAMLMapping(file.root, of: file, what: "register of citations", collector)
    defer { root.finish() }
    let texts = root.mappings("texts", what: "text").compactMap { map -> Text? in
      defer { map.finish() }
      let (id, title) = (map.string("id"), map.string("title"))
      let (effective, superseded) = (map.optionalDay("effective"), map.optionalDay("superseded"))
      let (by, clauses) = (map.optionalString("superseded_by"), map.strings("clauses"))
      _ = map.optionalString("note")
      guard let id, let title else { return nil }
      return Text(id: id, title: title, effective: effective, superseded: superseded, by: by, clauses: clauses)
    }
    let topics = root.mappings("topics", what: "topic").compactMap { map -> Topic? in
      defer { map.finish() }
      let name = map.string("topic")
      let words = map.strings("words").map { $0.lowercased() }
      let criteria = map.mapping("criteria")
      let entries = criteria?.all().map { entry in (framework: entry.name, ids: criteria?.strings(entry.name) ?? []) }
      guard let name, let entries else { return nil }
      return Topic(name: name, words: words, criteria: entries)
    }
    return Citations(texts: texts, topics: topics)
  }

  /// The texts that a citation or clause names, the longest names first, so that `SR 26-2` is not taken for `SR 2`.
  func named(in words: String) -> [Text] {
    texts.filter { words.containsWord($0.id) }
  }
}

extension String {
  /// Whether a text occurs with no letter or digit beside it.
  func containsWord(_ word: String) -> Bool {
    let (own, wanted) = (Array(utf8), Array(word.utf8))
    guard !wanted.isEmpty, own.count >= wanted.count else { return false }
    func isPart(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    return (0...own.count - wanted.count).contains { start in
      own[start..<start + wanted.count].elementsEqual(wanted)
        && (start == 0 || !isPart(own[start - 1]))
        && (start + wanted.count == own.count || !isPart(own[start + wanted.count]))
    }
  }
}
