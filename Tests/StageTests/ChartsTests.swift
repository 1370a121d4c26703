import DocumentModel
import Reporting
import Rows
import Testing

@Suite("Charts") struct ChartsTests {
  static let day = Day(year: 2024, month: 1, day: 1) ?? Day(number: 0)

  /// Ordinary and awkward charts of every kind.
  static let drawings: [(String, Drawing)] = [
    (
      "bars",
      BarChart(bars: [.init("failed logins", 34, words: "34"), .init("resets", 12, words: "12")], unit: "records")
        .drawing
    ),
    ("bars at a limit", limited(15).drawing),
    ("bars at a limit of 0", limited(0).drawing),
    ("bars far below a limit", limited(100_000).drawing),
    ("no bars", BarChart(bars: [], unit: "records").drawing),
    (
      "forty bars",
      BarChart(bars: (1...40).map { .init("gate \($0)", Double($0), words: "\($0)") }, unit: "records").drawing
    ),
    (
      "bars of bad numbers",
      BarChart(
        bars: [
          .init("nan", .nan, words: "undefined"), .init("inf", .infinity, words: "undefined"),
          .init("neg", -4, words: "-4"), .init("huge", 1e300, words: "1e300"),
        ],
        limit: .init(.nan, words: "limit", bound: .atLeast), unit: "x"
      ).drawing
    ),
    (
      "bars of long words",
      BarChart(
        bars: [.init(String(repeating: "W", count: 300), 3, words: String(repeating: "M", count: 90))],
        limit: .init(2, words: String(repeating: "limit ", count: 60), bound: .atMost), unit: "x"
      ).drawing
    ),
    ("a quarter", quarter(gaps: [(33, 35), (70, 70), (72, 72)]).drawing),
    ("gaps side by side", quarter(gaps: [(0, 0), (2, 2), (4, 4), (60, 90), (88, 95)]).drawing),
    ("one day", DailyTimeLine(first: day, counts: [5], gaps: [], unit: "events a day").drawing),
    ("no day", DailyTimeLine(first: day, counts: [], gaps: [], unit: "events a day").drawing),
    (
      "two weeks",
      DailyTimeLine(first: day, counts: Array(repeating: 1_234_567, count: 14), gaps: [], unit: "events a day").drawing
    ),
    (
      "four years",
      DailyTimeLine(first: day, counts: (0..<1461).map { $0 % 97 }, gaps: [], unit: "events a day").drawing
    ),
    ("a week by the hour", HeatMap(counts: week { $0 * 24 + $1 }, unit: "logins").drawing),
    ("a week of millions", HeatMap(counts: week { ($0 * 24 + $1) * 9_999_999 }, unit: "logins").drawing),
    ("an empty week", HeatMap(counts: [], unit: "logins").drawing),
    ("a strip", strip([31, 2, 3, 9, 1]).drawing),
    ("a strip of extremes", strip([1_000_000, 1, 1, 1, 1]).drawing),
    ("an empty strip", strip([0, 0, 0, 0, 0]).drawing),
    (
      "a strip of many words",
      StatusStrip(
        parts: Tone.allCases.flatMap { tone in (1...3).map { .init("a rather long status \($0)", tone, $0) } },
        unit: "gates"
      ).drawing
    ),
    (
      "a curve",
      ReliabilityCurve(points: [.init(predicted: 0.1, observed: 0.2), .init(predicted: 0.9, observed: 0.8)]).drawing
    ),
    ("an empty curve", ReliabilityCurve(points: [.init(predicted: .nan, observed: 2)]).drawing),
  ]

  static func limited(_ limit: Double) -> BarChart {
    BarChart(
      bars: [.init("within", 7.5, words: "7.5"), .init("at", 15, words: "15"), .init("beyond", 34, words: "34")],
      limit: .init(limit, words: "limit \(limit) minutes", bound: .atMost), unit: "minutes")
  }

  static func quarter(gaps: [(Int, Int)]) -> DailyTimeLine {
    DailyTimeLine(
      first: day, counts: (0..<91).map { 100 + $0 },
      gaps: gaps.map { .init(first: day.advanced(by: $0.0), last: day.advanced(by: $0.1)) }, unit: "events a day")
  }

  static func week(_ count: (Int, Int) -> Int) -> [[Int]] {
    (0..<7).map { day in (0..<24).map { hour in count(day, hour) } }
  }

  static func strip(_ counts: [Int]) -> StatusStrip {
    StatusStrip(parts: zip(Tone.allCases, counts).map { .init($0.rawValue, $0, $1) }, unit: "gates")
  }

  @Test(arguments: drawings.indices)
  func `no text covers another or leaves the drawing, in the widest faces`(index: Int) {
    let (name, drawing) = ChartsTests.drawings[index]
    for face in [FaceWidths.inter, FaceWidths.dejaVuSans] {
      let boxes = FaceWidths.boxes(of: drawing, in: face)
      #expect(!boxes.isEmpty, "\(name)")
      for (place, box) in boxes.enumerated() {
        #expect(box.left >= -0.01 && box.right <= drawing.width + 0.01, "\(name): \(box)")
        #expect(box.top >= 0 && box.bottom <= drawing.height, "\(name): \(box)")
        for other in boxes[(place + 1)...] {
          #expect(!box.overlaps(other), "\(name): \(box.words) covers \(other.words)")
        }
      }
    }
  }

  @Test(arguments: drawings.indices)
  func `every coordinate is a multiple of a hundredth inside the drawing`(index: Int) {
    let (name, drawing) = ChartsTests.drawings[index]
    for mark in drawing.marks {
      for (value, limit) in ChartsTests.coordinates(of: mark, in: drawing) {
        #expect(value.isFinite && value >= 0 && value <= limit + 0.011, "\(name): \(mark)")
        #expect(value == (value * 100).rounded() / 100, "\(name): \(mark)")
      }
    }
  }

  static func coordinates(of mark: Drawing.Mark, in drawing: Drawing) -> [(Double, Double)] {
    func pair(_ point: Drawing.Point) -> [(Double, Double)] { [(point.x, drawing.width), (point.y, drawing.height)] }
    return switch mark {
    case .rectangle(let x, let y, let width, let height, _):
      [(x, drawing.width), (y, drawing.height), (width, drawing.width - x), (height, drawing.height - y)]
    case .line(let from, let to, _, _, _): pair(from) + pair(to)
    case .polyline(let points, _, _): points.flatMap(pair)
    case .circle(let center, _, _): pair(center)
    case .text(_, at: let at, _, _, _): pair(at)
    }
  }

  @Test(arguments: [0.000_02, 0.003, 0.05, 0.97, 1, 1.01, 3, 7, 10, 42, 99, 100, 101, 250, 4_999, 20_318, 1e9, 7e14])
  func `ticks are steps of 1, 2 or 5 that reach the maximum and no further than one step`(maximum: Double) throws {
    for steps in 2...8 {
      let axis = Axis(maximum: maximum, steps: steps)
      #expect(axis.ticks.first == 0)
      let step = try #require(axis.ticks.dropFirst().first)
      var mantissa = step
      while mantissa >= 9.999 { mantissa /= 10 }
      while mantissa < 0.9999 { mantissa *= 10 }
      #expect([1, 2, 5].contains { abs($0 - mantissa) < 1e-6 }, "step \(step)")
      #expect(axis.ticks.count <= steps + 1)
      #expect(axis.top >= maximum)
      #expect(axis.top - step < maximum)
    }
  }

  @Test func `ticks are labelled with the decimals of their step`() {
    #expect(Axis(maximum: 1).labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Axis(maximum: 20_318).labels == ["0", "5,000", "10,000", "15,000", "20,000", "25,000"])
    #expect(Axis(maximum: 0.03).labels == ["0.00", "0.01", "0.02", "0.03"])
  }

  @Test func `an axis of nothing and of too much still has ticks`() {
    for maximum in [0, -1, .nan, .infinity, 1e300] {
      let axis = Axis(maximum: maximum)
      #expect(axis.ticks.count >= 2)
      #expect(axis.share(of: .nan) == 0)
      #expect(axis.share(of: 1e308) == 1)
    }
  }

  @Test func `bars are as long as their values say, and those beyond the limit are marked`() {
    let drawing = BarChart(
      bars: [.init("a", 10, words: "10"), .init("b", 20, words: "20"), .init("c", 40, words: "40")],
      limit: .init(20, words: "limit 20", bound: .atMost), unit: "minutes"
    ).drawing
    var lengths: [Double] = []
    var fills: [Drawing.Ink] = []
    for case .rectangle(_, _, let width, _, let fill) in drawing.marks {
      lengths.append(width)
      fills.append(fill)
    }
    #expect(abs(lengths[1] - 2 * lengths[0]) < 0.03)
    #expect(abs(lengths[2] - 4 * lengths[0]) < 0.05)
    #expect(fills == [.accent, .accent, .bad])
    #expect(words(of: drawing).contains("✗ 40"))
    #expect(words(of: drawing).contains("20"))
  }

  @Test func `a limit from below marks what falls short`() {
    let chart = BarChart(
      bars: [.init("restore", 99, words: "99%"), .init("failover", 80, words: "80%")],
      limit: .init(95, words: "at least 95%", bound: .atLeast), unit: "percent")
    #expect(words(of: chart.drawing).contains("✗ 80%"))
    #expect(chart.alternative == "restore 99%; failover 80%. at least 95%: broken by failover.")
  }

  @Test func `bars that are not drawn are counted`() {
    let chart = BarChart(bars: (1...40).map { .init("gate \($0)", 1, words: "1") }, unit: "records")
    #expect(words(of: chart.drawing).contains("8 more are not drawn"))
  }

  /// 91 days from 1 January: a day is a 91st of what is left of the labels.
  @Test func `a gap is a band over exactly its days`() throws {
    let drawing = ChartsTests.quarter(gaps: [(33, 35)]).drawing
    var bands: [(Double, Double)] = []
    var bars: [Double] = []
    for case .rectangle(let x, _, let width, _, let fill) in drawing.marks {
      if fill == .accentSoft { bands.append((x, width)) } else { bars.append(x) }
    }
    let band = try #require(bands.first)
    #expect(bands.count == 1)
    #expect(bars.count == 91)
    let slot = (bars[90] - bars[0]) / 90
    #expect(abs(band.1 - 3 * slot) < 0.03)
    #expect(abs(band.0 - (bars[33] - slot * 0.1)) < 0.03)
    #expect(words(of: drawing).contains("▲ no records 2024-02-03 to 2024-02-05"))
    #expect(words(of: drawing).contains("2024-01-01"))
    #expect(words(of: drawing).contains("2024-03-01"))
  }

  @Test func `a time line says its extremes and every gap in words`() {
    #expect(
      ChartsTests.quarter(gaps: [(33, 35), (70, 70)]).alternative
        == "events a day, 2024-01-01 to 2024-03-31: most 190 on 2024-03-31, fewest 100 on 2024-01-01; "
        + "no records 2024-02-03 to 2024-02-05; no records 2024-03-11.")
  }

  @Test func `an hour with more records has no smaller square, and one without has none`() {
    let drawing = HeatMap(counts: ChartsTests.week { day, hour in day == 2 ? hour : 0 }, unit: "logins").drawing
    var sides: [Double] = []
    for case .rectangle(_, let y, let width, let height, let fill) in drawing.marks where fill == .accent && y < 136 {
      #expect(width == height)
      sides.append(width)
    }
    #expect(sides.count == 23)
    #expect(sides == sides.sorted())
    #expect(Set(sides).count == 5)
  }

  @Test func `the legend of a heat map leaves no count out`() {
    #expect(HeatMap.bounds(most: 23) == [5, 10, 14, 19, 23])
    #expect(HeatMap.bounds(most: 3) == [1, 2, 3])
    #expect(HeatMap.bounds(most: 0).isEmpty)
    #expect(HeatMap.bounds(most: .max).last == .max)
    let drawing = HeatMap(counts: [[23]], unit: "logins").drawing
    #expect(["1–5", "6–10", "11–14", "15–19", "20–23"].allSatisfy(words(of: drawing).contains))
  }

  @Test func `a strip is shared by number and names every status that occurs`() {
    let drawing = ChartsTests.strip([30, 0, 10, 0, 0]).drawing
    var widths: [Double] = []
    for case .rectangle(_, _, let width, _, _) in drawing.marks { widths.append(width) }
    #expect(widths.count == 2)
    #expect(abs(widths.reduce(0, +) + 1.5 - drawing.width) < 0.03)
    #expect(abs((widths[0] - 3) - 3 * (widths[1] - 3)) < 0.05)
    #expect(words(of: drawing).contains("✓ good 30"))
    #expect(words(of: drawing).contains("▲ warning 10"))
  }

  @Test func `a calibrated model lies on the dashed line`() {
    let drawing = ReliabilityCurve(points: [0.1, 0.5, 0.8].map { .init(predicted: $0, observed: $0) }).drawing
    var diagonal: (Drawing.Point, Drawing.Point)?
    var curve: [Drawing.Point] = []
    for mark in drawing.marks {
      if case .line(let from, let to, _, _, dashed: true) = mark { diagonal = (from, to) }
      if case .polyline(let points, _, _) = mark { curve = points }
    }
    #expect(curve.count == 3)
    guard let (from, to) = diagonal else {
      Issue.record("no dashed line")
      return
    }
    for point in curve {
      #expect(abs((point.x - from.x) / (to.x - from.x) - (point.y - from.y) / (to.y - from.y)) < 0.001)
    }
  }

  @Test(arguments: [
    "Changes are approved by someone else", "failed logins of 203.0.113.7", "WWWWMMMM@@@@%%%%", "2024-01-01",
    "20,318", "#&+=<>~^|`J\"'{}[]()\\/$*?_", "illicit jill, fifty-fifty!",
  ])
  func `the estimate is never below a real face`(text: String) {
    for face in [FaceWidths.inter, FaceWidths.dejaVuSans] {
      #expect(TextEstimate.width(text, size: 8) >= FaceWidths.width(text, size: 8, in: face))
    }
  }

  @Test func `a text that does not fit ends with an ellipsis and fits`() {
    let text = String(repeating: "evidence ", count: 20)
    let cut = TextEstimate.fitted(text, width: 100, size: 8)
    #expect(cut.hasSuffix("…"))
    #expect(text.hasPrefix(String(cut.dropLast())))
    #expect(TextEstimate.width(cut, size: 8) <= 100)
    #expect(TextEstimate.fitted("short", width: 100, size: 8) == "short")
  }

  private func words(of drawing: Drawing) -> [String] {
    drawing.marks.compactMap { if case .text(let words, at: _, anchor: _, size: _, ink: _) = $0 { words } else { nil } }
  }
}
