import DocumentModel
import PDFDrawing

/// What stands at the head and the foot of every page: decoration, which is not read aloud.
struct PageFurniture {
  let typography: Typography
  let document: Document

  /// How many digits of the facts digest stand at the foot.
  private static let digits = 16
  /// The fact that is repeated at the foot of every page.
  private static let classification = "Classification"

  func items(page: Int, of count: Int, measure: PageMeasure) -> [Strip.Item] {
    (page == 1 ? [] : head(measure)) + foot(page: page, of: count, measure)
  }

  /// The running head on the left, the title on the right, and a hairline.
  private func head(_ measure: PageMeasure) -> [Strip.Item] {
    let style = typography.sheet.small
    let right = measure.width - measure.margin
    let half = (measure.contentWidth - style.size * 3) / 2
    let running = typography.line(document.properties.runningHead, style, fitting: half)
    let title = typography.line(document.title, style, fitting: half)
    let y = measure.margin * 0.56
    return [
      .line(running, x: measure.margin, baseline: y),
      .line(title, x: right - title.width, baseline: y),
      rule(y: y + style.size * 0.75, measure),
    ]
  }

  /// The facts digest on the left, the classification in the middle, the page on the right.
  private func foot(page: Int, of count: Int, _ measure: PageMeasure) -> [Strip.Item] {
    let style = typography.sheet.small
    let code = TextStyle(.code, size: style.size * 0.92, colour: style.colour)
    let y = measure.height - measure.margin * 0.5
    let label = typography.line("Facts digest ", style)
    let digest = typography.line(String(document.properties.factsDigest.prefix(Self.digits)) + "…", code)
    let number = typography.line("Page \(page) of \(count)", style)
    let gap = typography.line("0", style).width
    var items = [
      rule(y: y - style.size * 1.5, measure),
      .line(label, x: measure.margin, baseline: y),
      .line(digest, x: measure.margin + label.width + gap * 0.6, baseline: y),
      .line(number, x: measure.width - measure.margin - number.width, baseline: y),
    ]
    if let fact = document.facts.first(where: { $0.label == Self.classification }) {
      let words = fact.value.map(\.words).joined()
      let line = typography.line(words, style, fitting: measure.contentWidth * 0.35)
      items.append(.line(line, x: (measure.width - line.width) / 2, baseline: y))
    }
    return items
  }

  private func rule(y: Double, _ measure: PageMeasure) -> Strip.Item {
    .ornament(
      .line(
        [PDFPoint(measure.margin, y), PDFPoint(measure.width - measure.margin, y)], width: 0.5,
        typography.sheet.colour(.grid), dashed: false))
  }
}
