/// The scale of a chart from 0 up, with ticks at steps of 1, 2 or 5 times a power of ten.
package struct Axis {
  /// The values of the ticks, the first 0, the last at or above what the axis must show.
  package let ticks: [Double]
  /// The ticks in words, with as many decimals as the step has.
  package let labels: [String]

  /// Values beyond this are drawn at it: the steps stay exact.
  package static let limit = 1e15
  /// The smallest maximum that gets a scale of its own.
  private static let smallest = 1e-6

  /// An axis that reaches `maximum` with at most `steps` steps (at least 2); one of nothing reaches 1.
  package init(maximum: Double, steps: Int = 5) {
    let maximum = maximum > 0 ? min(max(maximum, Axis.smallest), Axis.limit) : 1
    let steps = max(2, steps)
    let step = Axis.step(for: maximum, steps: steps)
    var ticks = [0.0]
    while let last = ticks.last, last < maximum, ticks.count <= steps {
      ticks.append(step.times(ticks.count))
    }
    self.ticks = ticks
    labels = ticks.map { NumberWords.decimal($0, places: step.places) }
  }

  package var top: Double { ticks.last ?? 1 }

  /// Where a value lies between 0 and 1 of the axis; outside values at its ends.
  package func share(of value: Double) -> Double {
    guard value.isFinite else { return 0 }
    return min(max(value / top, 0), 1)
  }

  /// `mantissa` × 10^`exponent`.
  private struct Step {
    let mantissa: Int
    let exponent: Int

    /// One multiplication or division by an exact power of ten, so that no error adds up.
    func times(_ count: Int) -> Double {
      let power = (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 }
      let value = Double(mantissa * count)
      return exponent < 0 ? value / power : value * power
    }

    var places: Int { max(0, -exponent) }
  }

  private static func step(for maximum: Double, steps: Int) -> Step {
    for exponent in -7...15 {
      for mantissa in [1, 2, 5] {
        let step = Step(mantissa: mantissa, exponent: exponent)
        if step.times(steps) >= maximum { return step }
      }
    }
    return Step(mantissa: 1, exponent: 15)
  }
}
