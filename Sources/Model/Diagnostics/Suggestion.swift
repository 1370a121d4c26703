/// The candidate that a misspelt word most likely meant: the nearest by Damerau–Levenshtein distance (optimal string
/// alignment), if it is at most a third of the word's length away.
public func suggestion(for word: String, in candidates: some Sequence<String>) -> String? {
  let limit = max(1, word.count / 3)
  var best: (distance: Int, candidate: String)?
  for candidate in candidates where abs(candidate.count - word.count) <= limit {
    let distance = alignmentDistance(Array(word.lowercased()), Array(candidate.lowercased()))
    if distance <= limit, distance < (best?.distance ?? .max) { best = (distance, candidate) }
  }
  return best?.candidate
}

/// `hint: did you mean …?`, or the list of what is known when nothing is near and the list is short.
public func suggestionHint(for word: String, in candidates: some Collection<String>) -> String? {
  if let near = suggestion(for: word, in: candidates) { return "did you mean '\(near)'?" }
  guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
  return "known here: " + candidates.joined(separator: ", ")
}

private func alignmentDistance(_ a: [Character], _ b: [Character]) -> Int {
  var twoAbove = [Int](repeating: 0, count: b.count + 1)
  var above = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1] + [Int](repeating: 0, count: b.count)
    for j in b.indices {
      let substitution = above[j] + (a[i] == b[j] ? 0 : 1)
      row[j + 1] = min(substitution, above[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        row[j + 1] = min(row[j + 1], twoAbove[j - 1] + 1)
      }
    }
    twoAbove = above
    above = row
  }
  return above[b.count]
}
