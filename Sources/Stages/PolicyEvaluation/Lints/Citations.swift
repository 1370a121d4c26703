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

  /// A text where a citation or clause names it.
  struct Mention {
    let text: Text
    /// What stands behind the name.
    let rest: String
  }

  /// The texts that a citation or clause names, in the order of the register. Where one name lies within another, the
  /// longer one is meant: `PCI DSS 4.0.1` names no `PCI DSS 4.0`, and `SR 11-7` no `SR 11`.
  func named(in words: String) -> [Mention] {
    var taken: [Range<Int>] = []
    var mentions: [String: Mention] = [:]
    for text in texts.sorted(by: { $0.id.utf8.count > $1.id.utf8.count }) {
      guard let range = words.place(ofName: text.id, outside: taken) else { continue }
      taken.append(range)
      mentions[text.id] = Mention(
        text: text, rest: String(decoding: words.utf8.dropFirst(range.upperBound), as: UTF8.self))
    }
    return texts.compactMap { mentions[$0.id] }
  }
}

extension String {
  /// Where a name occurs by itself, in bytes: not within a longer word or number, and not where another was found.
  fileprivate func place(ofName name: String, outside taken: [Range<Int>]) -> Range<Int>? {
    let (own, wanted) = (Array(utf8), Array(name.utf8))
    guard !wanted.isEmpty, own.count >= wanted.count else { return nil }
    func isPart(_ place: Int) -> Bool {
      own.indices.contains(place)
        && ((0x30...0x39).contains(own[place]) || (0x41...0x5A).contains(own[place])
          || (0x61...0x7A).contains(own[place]))
    }
    /// A hyphen or a point goes on with what stands behind it.
    func goesOn(at place: Int) -> Bool {
      isPart(place) || own.indices.contains(place) && [0x2D, 0x2E].contains(own[place]) && isPart(place + 1)
    }
    return (0...own.count - wanted.count).lazy.map { $0..<$0 + wanted.count }.first { range in
      own[range].elementsEqual(wanted) && !isPart(range.lowerBound - 1) && !goesOn(at: range.upperBound)
        && !taken.contains { $0.overlaps(range) }
    }
  }
}
