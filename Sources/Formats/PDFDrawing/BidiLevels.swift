import CFriBidi

/// The embedding levels of a paragraph, by the Unicode bidirectional algorithm: even levels run left to right.
package struct BidiLevels: Sendable {
  /// One level a scalar.
  package let levels: [UInt8]
  /// Whether the paragraph as a whole runs right to left, judged by its first strong character.
  package let isRightToLeft: Bool

  package init(_ scalars: [Unicode.Scalar]) {
    let count = scalars.count
    let characters = scalars.map(\.value)
    var types = [FriBidiCharType](repeating: FriBidiCharType(0), count: count)
    var brackets = [FriBidiBracketType](repeating: 0, count: count)
    var levels = [FriBidiLevel](repeating: 0, count: count)
    var base = FRIBIDI_PAR_ON
    let length = FriBidiStrIndex(clamping: count)
    unsafe fribidi_get_bidi_types(characters, length, &types)
    unsafe fribidi_get_bracket_types(characters, length, types, &brackets)
    let deepest = unsafe fribidi_get_par_embedding_levels_ex(types, brackets, length, &base, &levels)
    self.levels = deepest == 0 ? [UInt8](repeating: 0, count: count) : levels.map { UInt8(clamping: $0) }
    isRightToLeft = deepest != 0 && (base == FRIBIDI_PAR_RTL || base == FRIBIDI_PAR_WRTL)
  }

  /// Whether a scalar can make a paragraph run in two directions: everything else needs no levels.
  package static func concern(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x590: false
    case 0x590...0x8FF, 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  /// The order in which pieces of a line stand from left to right, given the level of each (rule L2).
  package static func visualOrder(of levels: [UInt8]) -> [Int] {
    var order = Array(levels.indices)
    guard let highest = levels.max(), let lowestOdd = levels.filter({ $0 % 2 == 1 }).min() else { return order }
    for level in stride(from: highest, through: lowestOdd, by: -1) {
      var start = 0
      while start < order.count {
        guard levels[order[start]] >= level else {
          start += 1
          continue
        }
        var end = start
        while end < order.count, levels[order[end]] >= level { end += 1 }
        order[start..<end].reverse()
        start = end
      }
    }
    return order
  }
}

/// The version of the FriBidi that runs.
func friBidiVersion() -> String {
  // The text begins "(GNU FriBidi) 1.0.8" and goes on for lines.
  guard let text = unsafe fribidi_running_version() else { return "unknown" }
  let line = unsafe String(cString: text).prefix { $0 != "\n" }
  return String(line.split(separator: " ").last ?? "unknown")
}
