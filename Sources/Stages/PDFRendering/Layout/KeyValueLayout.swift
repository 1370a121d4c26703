import DocumentModel
import PDFDrawing

extension Composition {
  /// Labels in a column of their own, values beside them.
  mutating func composeKeyValues(_ facts: [Fact]) {
    guard !facts.isEmpty else { return }
    let style = sheet.label
    let widest = facts.map { typography.line($0.label, style).width }.max() ?? 0
    let column = min(widest, width * 0.36)
    let gap = style.size * 1.6
    let lines = facts.map { keyValueStrips($0, column: column, gap: gap) }
    let isShort = staysWhole(lines.joined())
    for (index, fact) in lines.enumerated() {
      var strips = fact
      let last = strips.count - 1
      strips[0].items.insert(rule(width), at: 0)
      if index == 0 { strips[0].items.insert(.begin(.list(.none)), at: 0) }
      if index == facts.count - 1 {
        strips[last].items += [.end, rule(width, y: strips[last].height)]
      } else if isShort || index == 0 || index == facts.count - 2 {
        // No line stands alone at the foot of a page or at the head of the next.
        strips[last].keepsWithNext = true
      }
      add(strips, spaceBefore: index == 0 ? sheet.rhythm * 0.8 : 0)
    }
  }

  /// The label with as many lines of the value as it has itself, then a strip for each further line.
  private func keyValueStrips(_ fact: Fact, column: Double, gap: Double) -> [Strip] {
    let label = typography.text([.text(fact.label)], base: sheet.label, width: column)
    let value = typography.text(fact.value, base: sheet.body, width: width - column - gap)
    let padding = sheet.rhythm * 0.22
    let lineHeight = sheet.lineHeight(sheet.body)
    if label.lines.count > Self.longestLabel { return stackedStrips(fact) }
    let together = min(value.lines.count, label.lines.count)
    func lines(_ text: LaidText, _ range: Range<Int>, x: Double, width: Double, top: Double) -> [Strip.Item] {
      range.enumerated().map { offset, number in
        let line = text.lines[number]
        let left = text.isRightToLeft ? x + width - line.width : x
        return .line(line, x: left, baseline: top + Double(offset) * lineHeight + baseline(sheet.body))
      }
    }
    let x = column + gap
    var first = Strip(height: padding + Double(label.lines.count) * lineHeight)
    first.items = [.begin(.listItem), .begin(.label)]
    first.items += lines(label, 0..<label.lines.count, x: 0, width: column, top: padding)
    first.items += [.end, .begin(.listBody)]
    first.items += lines(value, 0..<together, x: x, width: width - x, top: padding)
    var strips = [first]
    for number in together..<value.lines.count {
      strips[strips.count - 1].keepsWithNext = number == together || number == value.lines.count - 1
      strips.append(
        Strip(height: lineHeight, items: lines(value, number..<number + 1, x: x, width: width - x, top: 0)))
    }
    strips[strips.count - 1].items += [.end, .end]
    strips[strips.count - 1].height += padding
    return strips
  }

  /// A label of more lines than this stands above its value.
  private static let longestLabel = 12

  private func stackedStrips(_ fact: Fact) -> [Strip] {
    let label = typography.text([.text(fact.label)], base: sheet.label, width: width)
    let value = typography.text(fact.value, base: sheet.body, width: width)
    return Self.tagged(
      .listItem,
      Self.tagged(.label, lineStrips(label, sheet.label, x: 0, width: width))
        + Self.tagged(.listBody, lineStrips(value, sheet.body, x: 0, width: width)))
  }

  /// A hairline over the width of a block.
  func rule(_ width: Double, y: Double = 0) -> Strip.Item {
    .ornament(
      .line([PDFPoint(0, y), PDFPoint(width, y)], width: 0.5, sheet.colour(.grid), dashed: false))
  }
}
