import DocumentModel

/// Advance widths that were read out of font files with fontTools, in thousandths of the size, for U+0020 to U+007E.
enum FaceWidths {
  static let inter = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605, 636, 642, 608, 624,
    571, 616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 562, 889,
    753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452, 497, 564, 621, 558, 621,
    582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362,
    327, 362, 659,
  ]

  static let dejaVuSans = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
  ]

  /// The width of a text in points; characters beyond ASCII count as wide as the widest mark (◆ in Inter).
  static func width(_ text: String, size: Double, in face: [Int]) -> Double {
    let thousandths = text.unicodeScalars.reduce(0) { sum, scalar in
      (0x20...0x7E).contains(scalar.value) ? sum + face[Int(scalar.value) - 0x20] : sum + 1051
    }
    return Double(thousandths) / 1000 * size
  }

  /// The boxes that the texts of a drawing cover, from the top of the capitals to the baseline.
  static func boxes(of drawing: Drawing, in face: [Int]) -> [TextBox] {
    drawing.marks.compactMap { mark in
      guard case .text(let words, at: let at, let anchor, let size, _) = mark else { return nil }
      let width = width(words, size: size, in: face)
      let left =
        switch anchor {
        case .start: at.x
        case .middle: at.x - width / 2
        case .end: at.x - width
        }
      return TextBox(words: words, left: left, right: left + width, top: at.y - size * 0.73, bottom: at.y)
    }
  }
}

struct TextBox {
  let words: String
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  func overlaps(_ other: TextBox) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }
}
