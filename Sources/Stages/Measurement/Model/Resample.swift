/// What the draws of the bootstrap are summed up from: the cases by falling score, laid out so that a few draws together are
/// a few passes over memory in order, whatever the number of figures.
///
/// Draws lie side by side in the lanes of a vector: what a case is, is looked up once for all of them, and no draw's figures
/// depend on which draws are beside it.
struct Resample: Sendable {
  /// Draws that are summed up together.
  static let lanes = 4

  /// How often each rank is taken, by draw.
  typealias Counts = [SIMD4<UInt8>]

  /// Of each rank: the square of score less outcome, the log loss, and outcome less score.
  private let terms: [Term]
  /// Of each rank: whether the case is favourable (bit 0), and whether it ends a run of equal scores (bit 1).
  private let marks: [UInt8]
  private let cellOfRank: [Int32]
  private let cellCount: Int
  /// Where the bins of either sort begin, and the end: between two of these ranks every case is in the same bins.
  private let cuts: [Int]

  fileprivate struct Term {
    let square: Double
    let loss: Double
    let gap: Double
  }

  init(_ order: ScoreOrder, _ calibration: Calibration, _ cells: CaseCells) {
    terms = zip(order.scores, order.outcomes).map { score, outcome in
      let gap = (outcome ? 1 : 0) - score
      return Term(square: gap * gap, loss: ProbabilityScores.loss(score, outcome), gap: gap)
    }
    marks = zip(order.outcomes, order.endsTie).map { ($0 ? 1 : 0) | ($1 ? 2 : 0) }
    cellOfRank = order.positions.map { cells.cells[Int($0)] }
    cellCount = cells.count
    cuts = Set(calibration.widthRuns + calibration.quantileRuns).sorted()
  }

  /// How often each rank is taken in the draws from `first` on; `room` is a byte a rank for each of them.
  static func count(into counts: inout Counts, seed: UInt64, from first: Int, _ room: inout [[UInt8]]) {
    for lane in room.indices {
      var generator = Xoshiro256(seed: seed, draw: first + lane)
      take(&generator, &room[lane])
    }
    var taken = counts.mutableSpan
    let (one, two, three, four) = (room[0], room[1], room[2], room[3])
    for rank in taken.indices { taken[rank] = SIMD4(one[rank], two[rank], three[rank], four[rank]) }
  }

  /// One draw of as many cases as there are.
  ///
  /// A byte a rank keeps the counts of a million cases near the processor. More than 255 times the same case of at least 256
  /// has a probability below 1e-500; the count then stays at 255.
  private static func take(_ generator: inout Xoshiro256, _ counts: inout [UInt8]) {
    var own = generator
    let size = counts.count
    var span = counts.mutableSpan
    for rank in 0..<size { span[rank] = 0 }
    for _ in 0..<size {
      let rank = own.below(size)
      let next = span[rank] &+ 1
      span[rank] = next == 0 ? .max : next
    }
    generator = own
  }

  /// How many cases of each cell are taken.
  func cellCounts(_ counts: Counts) -> [SIMD4<Int32>] {
    var tallies = [SIMD4<Int32>](repeating: .zero, count: cellCount)
    var tally = tallies.mutableSpan
    let (taken, cells) = (counts.span, cellOfRank.span)
    for rank in taken.indices { tally[Int(cells[rank])] &+= SIMD4(truncatingIfNeeded: taken[rank]) }
    return tallies
  }

  /// The separation of the classes and the average precision; undefined as in `Ranking`.
  func ranking(_ counts: Counts, _ confusions: [Confusion]) -> [(separation: Double?, averagePrecision: Double?)] {
    let sweep = sweep(counts, positives: confusions.map { Double($0.positives) })
    return confusions.indices.map { lane in
      let (positives, negatives) = (Double(confusions[lane].positives), Double(confusions[lane].negatives))
      guard positives > 0 else { return (nil, nil) }
      return (negatives > 0 ? sweep.lead[lane] / (positives * negatives) : nil, sweep.precision[lane] / positives)
    }
  }

  /// The largest lead of either class in pairs, and the sum of gained favourable cases times the precision at that score.
  private func sweep(_ counts: Counts, positives: [Double]) -> (lead: SIMD4<Double>, precision: SIMD4<Double>) {
    let (all, size) = (SIMD4<Double>(positives), SIMD4<Double>(repeating: Double(counts.count)))
    var (truePositive, selected) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero)
    var (before, precision) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (highest, lowest) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    let (taken, marks) = (counts.span, marks.span)
    for rank in taken.indices {
      let (times, mark) = (SIMD4<Int32>(truncatingIfNeeded: taken[rank]), marks[rank])
      truePositive &+= times & SIMD4(repeating: -Int32(mark & 1))
      selected &+= times
      guard mark & 2 != 0 else { continue }
      let (reached, chosen) = (SIMD4<Double>(truePositive), SIMD4<Double>(selected))
      // Where no case is taken yet the first factor is 0, and the divisor is kept from being so; else it stays as it is.
      precision += (reached - before) * reached / (chosen + .leastNormalMagnitude)
      before = reached
      let lead = reached * size - chosen * all
      highest.replace(with: lead, where: lead .> highest)
      lowest.replace(with: lead, where: lead .< lowest)
    }
    return (highest.replacing(with: -lowest, where: -lowest .> highest), precision)
  }

  /// Sums over a run of ranks, each case as often as it was taken, by draw.
  struct Sums {
    private(set) var squares = SIMD4<Double>.zero
    private(set) var losses = SIMD4<Double>.zero
    /// Outcomes less scores.
    private(set) var gaps = SIMD4<Double>.zero
    private(set) var counts = SIMD4<Double>.zero

    mutating func add(_ other: Sums) {
      squares += other.squares
      losses += other.losses
      gaps += other.gaps
      counts += other.counts
    }

    fileprivate mutating func add(_ term: Term, times: SIMD4<Double>) {
      squares += term.square * times
      losses += term.loss * times
      gaps += term.gap * times
      counts += times
    }
  }

  /// The sums between the cuts.
  func segments(_ counts: Counts) -> [Sums] {
    let (taken, terms) = (counts.span, terms.span)
    return zip(cuts, cuts.dropFirst()).map { start, end in
      var sums = Sums()
      for rank in start..<end {
        sums.add(terms[rank], times: SIMD4(SIMD4<Int32>(truncatingIfNeeded: taken[rank])))
      }
      return sums
    }
  }

  /// The sums of the bins that begin at `runs`, from those between the cuts.
  func merged(_ segments: [Sums], into runs: [Int]) -> [Sums] {
    var bins = [Sums](repeating: Sums(), count: max(0, runs.count - 1))
    for (start, sums) in zip(cuts, segments) {
      // Empty bins share their start with the next one; the last that begins here is the one that holds the cases.
      if let bin = runs.dropLast().lastIndex(where: { $0 <= start }) { bins[bin].add(sums) }
    }
    return bins
  }
}
