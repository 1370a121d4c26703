/// How wide the columns of a table are: as wide as their content asks for, or their share of what there is.
package struct ColumnWidths {
  /// Points, padding included.
  package let widths: [Double]

  /// What a column asks for: the widest piece that should not break, and the widest cell on one line.
  package struct Demand {
    var least: Double
    var most: Double
    /// Numbers keep their width; the rest of the page goes to words.
    var stretches: Bool

    package init(least: Double, most: Double, stretches: Bool) {
      self.least = least
      self.most = most
      self.stretches = stretches
    }
  }

  package init(_ demands: [Demand], available: Double) {
    let most = demands.reduce(0) { $0 + $1.most }
    let least = demands.reduce(0) { $0 + $1.least }
    if most <= available {
      widths = Self.stretched(demands, by: available - most)
    } else if least <= available {
      widths = Self.filled(demands, available: available)
    } else {
      widths = Self.capped(demands.map(\.least), to: available)
    }
  }

  /// The widest columns give way first: what is short stays whole, and only long words break.
  private static func capped(_ widths: [Double], to available: Double) -> [Double] {
    var rest = available
    var cap = 0.0
    for (place, width) in widths.sorted().enumerated() {
      cap = max(0, rest) / Double(widths.count - place)
      if width > cap { break }
      rest -= width
    }
    return widths.map { min($0, cap) }
  }

  /// Every column at its widest, what is left shared by those that stretch.
  private static func stretched(_ demands: [Demand], by rest: Double) -> [Double] {
    let stretching = demands.filter(\.stretches).reduce(0) { $0 + $1.most }
    guard stretching > 0 else {
      let all = max(1, demands.reduce(0) { $0 + $1.most })
      return demands.map { $0.most * (1 + rest / all) }
    }
    return demands.map { $0.stretches ? $0.most * (1 + rest / stretching) : $0.most }
  }

  /// Every column at its least, what is left shared by the square roots of what the columns lack.
  ///
  /// A cell's height is its words over its width, so that these shares make the columns' heights least in sum. Columns
  /// that lack little come first and stay on one line: it costs the others next to nothing.
  private static func filled(_ demands: [Demand], available: Double) -> [Double] {
    var widths = demands.map(\.least)
    var open = demands.indices.filter { demands[$0].most > demands[$0].least }
    var rest = available - widths.reduce(0, +)
    func lack(_ column: Int) -> Double { demands[column].most - demands[column].least }
    while !open.isEmpty {
      let little = rest / Double(open.count) * littleShare
      let short = open.filter { lack($0) <= little }
      let roots = open.reduce(0) { $0 + lack($1).squareRoot() }
      func share(_ column: Int) -> Double { rest * (lack(column).squareRoot() / roots) }
      let sated = short.isEmpty ? open.filter { lack($0) <= share($0) } : short
      guard !sated.isEmpty else {
        for column in open { widths[column] += share(column) }
        break
      }
      for column in sated { widths[column] = demands[column].most }
      rest -= sated.reduce(0) { $0 + lack($1) }
      open.removeAll { sated.contains($0) }
    }
    return widths
  }

  /// The part of an even share that a column takes whole.
  private static let littleShare = 0.6

  /// Whether the columns stand comfortably within `available`: none of those that wrap narrower than `comfort`.
  package static func fit(_ demands: [Demand], available: Double, comfort: Double) -> Bool {
    demands.reduce(0) { $0 + min($1.most, max($1.least, comfort)) } <= available
  }
}
