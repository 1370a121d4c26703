/// Cases by falling score, ties in file order: sorted once, for everything that ranks.
package struct ScoreOrder: Sendable {
  /// Positions of the cases.
  package let positions: [Int32]
  package let scores: [Double]
  package let outcomes: [Bool]
  /// Whether the next case has a lower score, or there is none.
  package let endsTie: [Bool]

  package var count: Int { positions.count }

  package init(_ cases: Cases) {
    positions = ScoreOrder.sorted(cases.scores)
    scores = positions.map { cases.scores[Int($0)] }
    outcomes = positions.map { cases.outcomes[Int($0)] }
    var ends = [Bool](repeating: true, count: positions.count)
    for index in ends.indices.dropLast() { ends[index] = scores[index] != scores[index + 1] }
    endsTie = ends
  }

  /// A stable radix sort over keys whose order as whole numbers is the falling order of the scores.
  private static func sorted(_ scores: [Double]) -> [Int32] {
    var keys = scores.map { score -> UInt64 in
      let bits = score.bitPattern
      return ~(bits >> 63 == 0 ? bits | 1 << 63 : ~bits)
    }
    var positions = scores.indices.map { Int32($0) }
    var otherKeys = keys
    var otherPositions = positions
    for shift in stride(from: UInt64(0), to: 64, by: 16) {
      var starts = [Int](repeating: 0, count: 1 << 16)
      for key in keys { starts[Int(key >> shift & 0xFFFF)] += 1 }
      if starts.contains(keys.count) { continue }
      var sum = 0
      for bucket in starts.indices { (starts[bucket], sum) = (sum, sum + starts[bucket]) }
      for index in keys.indices {
        let bucket = Int(keys[index] >> shift & 0xFFFF)
        otherKeys[starts[bucket]] = keys[index]
        otherPositions[starts[bucket]] = positions[index]
        starts[bucket] += 1
      }
      swap(&keys, &otherKeys)
      swap(&positions, &otherPositions)
    }
    return positions
  }
}
