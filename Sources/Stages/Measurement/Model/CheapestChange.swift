/// Finds the cheapest way to raise a linear model's sum by a stated amount: exact, by branch and bound.
///
/// Each option is bought in levels (a category: 0 or 1; a number in steps: 0 to n) or, a number without steps, by any
/// amount. All gains and costs are proportional to what is bought, so what is left to buy is bounded below by buying the
/// best value first and the last option in part (the linear relaxation of Dantzig 1957).
package struct CheapestChange: Sendable {
  /// Something that can be changed.
  package struct Option: Sendable {
    package let gain: Double
    package let cost: Double
    /// How many levels can be bought; nil for any share between 0 and 1 of the whole.
    package let levels: Int?

    /// `gain` and `cost` are those of one level, or of the whole. Both must be above 0.
    package init(gain: Double, cost: Double, levels: Int?) {
      self.gain = gain
      self.cost = cost
      self.levels = levels
    }

    fileprivate var most: Double { Double(levels ?? 1) }
  }

  package enum Result: Hashable, Sendable {
    /// How much of each option is bought, in the order given, and the cost.
    case cheapest(amounts: [Double], cost: Double)
    /// All options together do not reach the gain.
    case unreachable
    /// More branches than `mostBranches`.
    case givenUp
  }

  /// Branches looked at before the search is given up.
  package static let mostBranches = 200_000
  /// Differences of cost below this are none, so that equal ways are taken in their order.
  private static let tolerance = 1e-12

  private let options: [Option]
  /// Positions of what is bought in levels, the coarsest first: after them the relaxation is nearly exact.
  private let stepped: [Int]
  /// All positions by falling gain for the cost, equal ones in the order given.
  private let ranked: [Int]
  private var amounts: [Double]
  private var best: (amounts: [Double], cost: Double)?
  private var branches = 0

  package static func reaching(_ gain: Double, _ options: [Option]) -> Result {
    guard gain.isFinite, options.reduce(0, { $0 + $1.gain * $1.most }) >= gain else { return .unreachable }
    var search = CheapestChange(options)
    search.visit(0, need: gain, cost: 0)
    if search.branches > mostBranches { return .givenUp }
    return search.best.map { .cheapest(amounts: $0.amounts, cost: $0.cost) } ?? .unreachable
  }

  private init(_ options: [Option]) {
    self.options = options
    ranked = options.indices.sorted { one, other in
      let (a, b) = (options[one].gain * options[other].cost, options[other].gain * options[one].cost)
      return a != b ? a > b : one < other
    }
    stepped = ranked.filter { options[$0].levels != nil }.sorted { one, other in
      options[one].gain != options[other].gain ? options[one].gain > options[other].gain : one < other
    }
    amounts = Array(repeating: 0, count: options.count)
  }

  /// Decides the stepped option at `depth` and all after it, `need` being what is still to be gained.
  private mutating func visit(_ depth: Int, need: Double, cost: Double) {
    branches += 1
    guard branches <= CheapestChange.mostBranches else { return }
    guard let fill = relaxed(from: depth, need: need), isBetter(cost + fill.cost) else { return }
    if depth == stepped.count || need <= 0 {
      for (position, amount) in fill.amounts { amounts[position] = amount }
      best = (amounts, cost + fill.cost)
      for (position, _) in fill.amounts { amounts[position] = 0 }
      return
    }
    let position = stepped[depth]
    let option = options[position]
    // What the relaxation buys of it is where the cost is least; on either side of it the bound only rises.
    let start = Int((fill.amounts.first { $0.0 == position }?.1 ?? 0).rounded(.down))
    for level in stride(from: start, through: 0, by: -1) {
      guard enter(level, of: position, at: depth, need, cost) else { break }
    }
    for level in stride(from: start + 1, through: option.levels ?? 0, by: 1) {
      guard enter(level, of: position, at: depth, need, cost) else { break }
    }
    amounts[position] = 0
  }

  /// False where the level cannot be part of anything better.
  private mutating func enter(
    _ level: Int, of position: Int, at depth: Int, _ need: Double, _ cost: Double
  ) -> Bool {
    let option = options[position]
    let (left, spent) = (need - Double(level) * option.gain, cost + Double(level) * option.cost)
    guard branches <= CheapestChange.mostBranches, let fill = relaxed(from: depth + 1, need: left),
      isBetter(spent + fill.cost)
    else { return false }
    amounts[position] = Double(level)
    visit(depth + 1, need: left, cost: spent)
    return true
  }

  private func isBetter(_ cost: Double) -> Bool { best.map { cost < $0.cost - CheapestChange.tolerance } ?? true }

  /// The least cost if levels could be bought in part, with what is bought; nil where all that is left does not suffice.
  private func relaxed(from depth: Int, need: Double) -> (cost: Double, amounts: [(Int, Double)])? {
    var (left, cost) = (need, 0.0)
    var bought: [(Int, Double)] = []
    let decided = stepped.prefix(depth)
    for position in ranked where left > 0 && !decided.contains(position) {
      let option = options[position]
      let amount = min(option.most, left / option.gain)
      bought.append((position, amount))
      left = amount < option.most ? 0 : left - amount * option.gain
      cost += amount * option.cost
    }
    return left > 0 ? nil : (cost, bought)
  }
}
