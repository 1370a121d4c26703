import AuditModel
import Bytes
import Rows

/// Looks for the cheapest change of each declined case's inputs that the model would accept.
///
/// The cost of a change is that of Gower's distance (Gower 1971), times the feature's weight: |new − old| / range for a
/// number, the range being that of the current inputs, and 1 for a category. A found change is checked by computing the
/// score again from the changed inputs.
package struct RecourseSearch: Sendable {
  /// Cases beyond these are not looked at, and told.
  package static let mostCases = 5_000
  /// Scores that the coefficients give must agree with the exported ones to this.
  package static let agreement = 1e-6
  /// How far beyond the threshold the sum is brought, so that rounding cannot leave it short.
  package static let margin = 1e-9

  let model: LinearModel
  let rules: RecourseRules
  let threshold: Double
  let features: FeatureTable
  private let ranges: [String: (low: Double, high: Double)]
  private let choices: [String: [String]]

  init(_ model: LinearModel, _ rules: RecourseRules, threshold: Double, current: FeatureTable, reference: FeatureTable?)
  {
    self.model = model
    self.rules = rules
    self.threshold = threshold
    features = current
    ranges = Dictionary(
      current.numeric.compactMap { feature in
        let values = feature.values.compactMap { $0 }
        guard let low = values.min(), let high = values.max(), low < high else { return nil }
        return (feature.name, (low, high))
      }, uniquingKeysWith: { first, _ in first })
    choices = Dictionary(
      current.categorical.enumerated().map { place, feature in
        let seen = feature.values + (reference.map { $0.categorical[place].values } ?? [])
        return (feature.name, Categories.names(seen.compactMap { $0 } + (model.categories[feature.name] ?? [:]).keys))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// `rows` is the position of each case of the inputs among the predictions.
  func run(_ cases: Cases, rows: [Int?]) -> Recourse {
    let missing = (Array(model.numbers.keys) + Array(model.categories.keys)).sortedByBytes().filter { name in
      !features.numeric.contains { $0.name == name } && !features.categorical.contains { $0.name == name }
    }
    guard missing.isEmpty else {
      return Recourse(
        cases: [], largestDifference: nil,
        refusal: "the model's features do not name \(missing.joined(separator: ", ")), which have coefficients")
    }
    let sums = features.ids.indices.map { inputs(of: $0) }
    let distances = zip(sums, rows).compactMap { sum, row -> Double? in
      guard let sum, let row else { return nil }
      return abs(model.score(sum.sum) - cases.scores[row])
    }
    let largest = distances.max()
    guard let largest, largest <= RecourseSearch.agreement else {
      return Recourse(
        cases: [], largestDifference: largest,
        refusal: largest == nil
          ? "no case has all the inputs that have coefficients"
          : "the coefficients do not give the exported scores")
    }
    let places = Dictionary(
      zip(rows, sums).compactMap { row, sum in row.flatMap { row in sum.map { (row, $0) } } },
      uniquingKeysWith: { first, _ in first })
    let declined = cases.decisions.indices.filter { !cases.decisions[$0] }.prefix(RecourseSearch.mostCases)
    return Recourse(
      cases: declined.map { row in
        Recourse.Case(
          id: cases.ids[row], score: cases.scores[row],
          outcome: places[row].map(outcome) ?? .none("its inputs are not exported in full"))
      }, largestDifference: largest)
  }

  /// What a case puts into the model, and what comes of it.
  struct Inputs {
    var numbers: [String: Double]
    var words: [String: String]
    let sum: Double
  }

  private func inputs(of row: Int) -> Inputs? {
    let numbers = features.numeric.compactMap { feature in feature.values[row].map { (feature.name, $0) } }
    let words = features.categorical.compactMap { feature in feature.values[row].map { (feature.name, $0) } }
    let inputs = (
      Dictionary(numbers, uniquingKeysWith: { first, _ in first }),
      Dictionary(words, uniquingKeysWith: { first, _ in first })
    )
    return model.sum(numbers: inputs.0, categories: inputs.1).map {
      Inputs(numbers: inputs.0, words: inputs.1, sum: $0)
    }
  }

  /// A change of one feature that the rules allow.
  private struct Move {
    let option: CheapestChange.Option
    let feature: String
    /// The new value for how much of the option is bought.
    let value: @Sendable (Double) -> Value
  }

  private enum Value {
    case number(Double)
    case word(String)
  }

  private func outcome(_ inputs: Inputs) -> Recourse.Outcome {
    let need = model.sum(reaching: threshold) - inputs.sum
    guard need > 0 else { return .none("its score reaches the threshold: the decision is not the model's") }
    let moves = self.moves(inputs)
    switch CheapestChange.reaching(need + RecourseSearch.margin, moves.map(\.option)) {
    case .unreachable: return .none("no change that the rules allow reaches the threshold")
    case .givenUp: return .none("the search was given up after \(CheapestChange.mostBranches) branches")
    case .cheapest(let amounts, let cost):
      return checked(inputs, zip(moves, amounts).filter { $0.1 > 0 }, cost)
    }
  }

  /// The changes, if the score of the changed inputs does reach the threshold.
  private func checked(
    _ inputs: Inputs, _ bought: [(move: Move, amount: Double)], _ cost: Double
  ) -> Recourse.Outcome {
    var (numbers, words) = (inputs.numbers, inputs.words)
    var changes: [Recourse.Change] = []
    for (move, amount) in bought {
      switch move.value(amount) {
      case .number(let value):
        let old = numbers.updateValue(value, forKey: move.feature) ?? value
        changes.append(
          Recourse.Change(feature: move.feature, from: CellText.decimal(old), to: CellText.decimal(value)))
      case .word(let word):
        let old = words.updateValue(word, forKey: move.feature) ?? word
        changes.append(Recourse.Change(feature: move.feature, from: old, to: word))
      }
    }
    guard let sum = model.sum(numbers: numbers, categories: words), sum >= model.sum(reaching: threshold) else {
      return .none("the change that was found does not reach the threshold when it is checked")
    }
    return .found(
      changes: changes, cost: SignificantDigits.rounded(cost), score: SignificantDigits.rounded(model.score(sum)))
  }

  private func moves(_ inputs: Inputs) -> [Move] {
    features.numeric.compactMap { number($0.name, inputs) } + features.categorical.compactMap { word($0.name, inputs) }
  }

  private func weight(_ feature: String) -> Double { rules.weights.first { $0.feature == feature }?.value ?? 1 }

  private func number(_ feature: String, _ inputs: Inputs) -> Move? {
    guard let slope = model.numbers[feature]?.slope, slope != 0, let value = inputs.numbers[feature],
      let range = ranges[feature], !rules.immutable.contains(feature),
      !(slope > 0 ? rules.decreasing : rules.increasing).contains(feature)
    else { return nil }
    let bounds = rules.bounds.first { $0.feature == feature }.map { ($0.low, $0.high) } ?? (range.low, range.high)
    let room = slope > 0 ? bounds.1 - value : value - bounds.0
    guard room > 0 else { return nil }
    let direction = slope > 0 ? 1.0 : -1.0
    let price = weight(feature) / (range.high - range.low)
    guard let step = rules.steps.first(where: { $0.feature == feature })?.value else {
      return Move(
        option: .init(gain: abs(slope) * room, cost: price * room, levels: nil), feature: feature,
        value: { .number(value + direction * $0 * room) })
    }
    // A room that is a whole number of steps but for rounding holds them all.
    let levels = Int(min((room / step + 1e-9).rounded(.down), 1e9))
    return levels == 0
      ? nil
      : Move(
        option: .init(gain: abs(slope) * step, cost: price * step, levels: levels), feature: feature,
        value: { .number(value + direction * $0 * step) })
  }

  /// The best other category; of equal ones the first by its bytes.
  private func word(_ feature: String, _ inputs: Inputs) -> Move? {
    guard let own = model.categories[feature], let value = inputs.words[feature], !rules.immutable.contains(feature)
    else { return nil }
    let now = own[value] ?? 0
    var best: (word: String, gain: Double)?
    for word in choices[feature] ?? [] {
      let gain = (own[word] ?? 0) - now
      if gain > 0, gain > best?.gain ?? 0 { best = (word, gain) }
    }
    return best.map { best in
      Move(
        option: .init(gain: best.gain, cost: weight(feature), levels: 1), feature: feature,
        value: { _ in .word(best.word) })
    }
  }
}
