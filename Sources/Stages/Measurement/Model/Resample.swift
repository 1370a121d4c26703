/// What a draw of the bootstrap is summed up from: the cases by falling score, laid out so that a draw is a few passes over
/// memory in order, whatever the number of figures.
struct Resample: Sendable {
  /// Of each rank: the square of score less outcome, the log loss, outcome less score, and 1.
  private let terms: [SIMD4<Double>]
  /// Of each rank: whether the case is favourable (bit 0), and whether it ends a run of equal scores (bit 1).
  private let marks: [UInt8]
  private let cellOfRank: [Int32]
  private let cellCount: Int
  /// Where the bins of either sort begin, and the end: between two of these ranks every case is in the same bins.
  private let cuts: [Int]

  init(_ order: ScoreOrder, _ calibration: Calibration, _ cells: CaseCells) {
    terms = zip(order.scores, order.outcomes).map { score, outcome in
      let gap = (outcome ? 1 : 0) - score
      return SIMD4(gap * gap, ProbabilityScores.loss(score, outcome), gap, 1)
    }
    marks = zip(order.outcomes, order.endsTie).map { ($0 ? 1 : 0) | ($1 ? 2 : 0) }
    cellOfRank = order.positions.map { cells.cells[Int($0)] }
    cellCount = cells.count
    cuts = Set(calibration.widthRuns + calibration.quantileRuns).sorted()
  }

  /// How often each rank is taken in a draw of as many cases as there are.
  ///
  /// A byte a rank keeps the counts of a million cases near the processor. More than 255 times the same case of at least 256
  /// has a probability below 1e-500; the count then stays at 255.
  static func count(_ generator: inout Xoshiro256, into counts: inout [UInt8]) {
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
  func cellCounts(_ counts: [UInt8]) -> [Int] {
    // Two tallies, so that neighbours of one cell do not wait for each other.
    var tallies = [Int](repeating: 0, count: 2 * cellCount)
    var tally = tallies.mutableSpan
    let (taken, cells) = (counts.span, cellOfRank.span)
    for rank in taken.indices {
      tally[Int(cells[rank]) &* 2 &+ (rank & 1)] &+= Int(taken[rank])
    }
    return (0..<cellCount).map { tallies[2 * $0] + tallies[2 * $0 + 1] }
  }

  /// The separation of the classes and the average precision; undefined as in `Ranking`.
  func ranking(
    _ counts: [UInt8], positives: Int, negatives: Int
  ) -> (separation: Double?, averagePrecision: Double?) {
    guard positives > 0 else { return (nil, nil) }
    var (truePositive, selected, before) = (0, 0, 0)
    var (highest, lowest) = (0, 0)
    var precision = 0.0
    let (taken, marks) = (counts.span, marks.span)
    for rank in taken.indices {
      let (times, mark) = (Int(taken[rank]), marks[rank])
      truePositive &+= times & -Int(mark & 1)
      selected &+= times
      guard mark & 2 != 0 else { continue }
      // Where no favourable case is gained the first factor is 0, and the divisor is kept from being so.
      precision += Double(truePositive &- before) * Double(truePositive) / Double(max(1, selected))
      before = truePositive
      let lead = truePositive &* (positives &+ negatives) &- selected &* positives
      highest = max(highest, lead)
      lowest = min(lowest, lead)
    }
    let widest = Double(max(highest, -lowest))
    let separation = negatives > 0 ? widest / (Double(positives) * Double(negatives)) : nil
    return (separation, precision / Double(positives))
  }

  /// Sums over a run of ranks, each case as often as it was taken.
  struct Sums {
    private(set) var terms = SIMD4<Double>.zero

    var squares: Double { terms.x }
    var losses: Double { terms.y }
    /// Outcomes less scores.
    var gaps: Double { terms.z }
    var count: Double { terms.w }

    mutating func add(_ other: Sums) { terms += other.terms }
    mutating func add(_ term: SIMD4<Double>, times: UInt8) { terms += term * Double(times) }
  }

  /// The sums between the cuts.
  func segments(_ counts: [UInt8]) -> [Sums] {
    let (taken, terms) = (counts.span, terms.span)
    return zip(cuts, cuts.dropFirst()).map { start, end in
      // Two chains of additions in a fixed order: one alone waits for itself.
      var (even, odd) = (Sums(), Sums())
      var rank = start
      while rank &+ 1 < end {
        even.add(terms[rank], times: taken[rank])
        odd.add(terms[rank &+ 1], times: taken[rank &+ 1])
        rank &+= 2
      }
      if rank < end { even.add(terms[rank], times: taken[rank]) }
      even.add(odd)
      return even
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
