/// The strips of a document on pages: what belongs together stays together, and table headers are repeated.
struct Pagination {
  private(set) var pages: [LaidPage] = []
  private let sheet: StyleSheet
  private let headers: [Strip]
  private var filled = 0.0

  init(_ strips: [Strip], headers: [Strip], sheet: StyleSheet) {
    self.sheet = sheet
    self.headers = headers
    startPage(wide: strips.first?.isWide ?? false)
    var start = 0
    while start < strips.count {
      var end = start + 1
      while end < strips.count, strips[end - 1].keepsWithNext, !strips[end].breaksBefore { end += 1 }
      place(strips[start..<end])
      start = end
    }
  }

  private var page: LaidPage { pages[pages.count - 1] }
  private var room: Double { page.measure.contentHeight - filled }

  private mutating func startPage(wide: Bool) {
    pages.append(LaidPage(measure: sheet.page(wide: wide), isWide: wide))
    filled = 0
  }

  /// Places strips that belong together; where no page is high enough for them all, they are divided after all.
  private mutating func place(_ group: ArraySlice<Strip>) {
    guard let first = group.first else { return }
    let isWide = group.contains(where: \.isWide)
    let needed = group.reduce(0) { $0 + $1.height + $1.spaceBefore }
    let isFirst = page.strips.isEmpty
    let fits = needed - (isFirst ? first.spaceBefore : 0) <= room + Self.tolerance
    if isFirst && pages.count == 1 && page.isWide != isWide { pages.removeAll(); startPage(wide: isWide) }
    if !page.strips.isEmpty, !fits || first.breaksBefore || page.isWide != isWide {
      continuePage(before: first, wide: isWide)
    }
    for strip in group {
      if strip.height + strip.spaceBefore > room + Self.tolerance, !page.strips.isEmpty {
        continuePage(before: strip, wide: isWide)
      }
      place(strip)
    }
  }

  /// Starts a page, with the header of the table that goes on there.
  private mutating func continuePage(before strip: Strip, wide: Bool) {
    startPage(wide: wide)
    if let header = strip.header {
      pages[pages.count - 1].strips.append(PlacedStrip(strip: headers[header], top: 0, isRepeated: true))
      filled = headers[header].height
    }
  }

  private mutating func place(_ strip: Strip) {
    let space = page.strips.isEmpty ? 0 : strip.spaceBefore
    pages[pages.count - 1].strips.append(PlacedStrip(strip: strip, top: filled + space, isRepeated: false))
    filled += space + strip.height
  }

  /// Heights are sums: a page is full when it is this much too low.
  private static let tolerance = 0.001

  /// The page, counted from 1, of each destination.
  func destinations() -> [String: Int] {
    var result: [String: Int] = [:]
    for (number, page) in pages.enumerated() {
      for placed in page.strips where !placed.isRepeated {
        for case .destination(let name) in placed.strip.items { result[name] = number + 1 }
      }
    }
    return result
  }
}

/// A page with its strips.
struct LaidPage {
  let measure: PageMeasure
  let isWide: Bool
  var strips: [PlacedStrip] = []
}

/// A strip at its place, `top` from the top of the page's content box.
struct PlacedStrip {
  let strip: Strip
  let top: Double
  /// A repeated header is decoration: it was read once already.
  let isRepeated: Bool
}
