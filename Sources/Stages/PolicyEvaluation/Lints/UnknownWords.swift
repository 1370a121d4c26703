import AuditModel
import Bytes
import CEL
import Rows

/// Words that records have in a field with a list of words, and that neither the list nor a gate knows: gates that ask for
/// a word of the list pass such records by.
struct UnknownWords {
  let tables: [String: Table]

  func findings(_ gates: [PlannedGate]) -> [Finding] {
    var known: [Place: Set<String>] = [:]
    for planned in gates {
      guard let kind = planned.test.subject else { continue }
      for compared in planned.test.conditions.flatMap(\.comparedTexts) {
        known[Place(kind: kind.name, column: compared.column), default: []].insert(compared.text)
      }
    }
    return known.keys.sorted { ($0.kind, $0.column) < ($1.kind, $1.column) }.compactMap { place in
      tables[place.kind].flatMap { finding(place, $0, known[place] ?? []) }
    }
  }

  private struct Place: Hashable {
    let kind: String
    let column: Int
  }

  private func finding(_ place: Place, _ table: Table, _ compared: Set<String>) -> Finding? {
    let field = table.schema.fields[place.column]
    guard let vocabulary = field.vocabulary, vocabulary.isClosed else { return nil }
    let known = compared.union(vocabulary.words)
    var counts: [String: Int] = [:]
    for row in table.rows {
      if let word = row.text(field.name), !known.contains(word) { counts[word, default: 0] += 1 }
    }
    guard !counts.isEmpty else { return nil }
    let words = counts.keys.sortedByBytes().prefix(5).map { "'\($0)' (\(counts[$0] ?? 0))" }.joined(separator: ", ")
    let list = vocabulary.words.map { "'\($0)'" }.joined(separator: ", ")
    return Finding(
      code: "word_not_known", subject: "dataset \(place.kind)",
      message: "has a \(field.name) that no gate knows: \(words)\(counts.count > 5 ? ", …" : ""); known are \(list)")
  }
}
