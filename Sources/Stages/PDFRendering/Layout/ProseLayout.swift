import DocumentModel
import PDFDrawing

extension Composition {
  mutating func composeHeading(level: Int, _ text: String, anchor: String) {
    let style = headingStyle(level)
    let laid = typography.text([.text(text)], base: style, width: width)
    var strips = Self.tagged(headingTag(level), lineStrips(laid, style, x: 0, width: width))
    for index in strips.indices { strips[index].keepsWithNext = true }
    if !strips.isEmpty { strips[0].items.insert(.destination(anchor), at: 0) }
    let distance = document.form == .letter ? 0.9 : level <= 1 ? 2 : level == 2 ? 1.5 : 1.25
    add(strips, spaceBefore: sheet.rhythm * (followsHeading ? distance / 2 : distance))
  }

  /// A letter says its headings hardly louder than its text.
  private func headingStyle(_ level: Int) -> TextStyle {
    switch document.form {
    case .report, .page: sheet.heading(level)
    case .letter: sheet.caption
    }
  }

  mutating func composeParagraph(_ inlines: [Inline]) {
    let text = typography.text(inlines, base: sheet.body, width: width)
    add(
      Self.tagged(.paragraph, lineStrips(text, sheet.body, x: 0, width: width)),
      spaceBefore: sheet.rhythm * (document.form == .letter && followsHeading ? 0.25 : 0.6))
  }

  mutating func composeList(_ entries: [[Inline]], ordered: Bool) {
    guard !entries.isEmpty else { return }
    let style = sheet.body
    let (apart, listed) = document.form == .letter ? (0.25, 0.05) : (0.6, 0.25)
    let labels = entries.indices.map { typography.line(ordered ? "\($0 + 1)." : "•", style) }
    let indent = max(style.size * 1.6, (labels.map(\.width).max() ?? 0) + style.size * 0.6)
    for (index, inlines) in entries.enumerated() {
      let text = typography.text(inlines, base: style, width: width - indent)
      var strips = Self.tagged(.listBody, lineStrips(text, style, x: indent, width: width - indent))
      let label = labels[index]
      let left = ordered ? indent - style.size * 0.6 - label.width : style.size * 0.4
      strips[0].items = [.begin(.label), .line(label, x: left, baseline: baseline(style)), .end] + strips[0].items
      strips = Self.tagged(.listItem, strips)
      if index == 0 { strips[0].items.insert(.begin(.list(ordered ? .decimal : .disc)), at: 0) }
      if index == entries.count - 1 { strips[strips.count - 1].items.append(.end) }
      add(strips, spaceBefore: sheet.rhythm * (index == 0 ? apart : listed))
    }
  }

  /// A box with a bar in the note's tone, and its word above the text.
  mutating func composeNote(_ kind: NoteKind, _ inlines: [Inline]) {
    let padding = sheet.rhythm * 0.6
    let bar = 3.0
    let x = bar + padding
    let word = TextStyle(.strong, size: sheet.theme.sizes.small * 1.1, colour: colour(of: kind))
    let lead = typography.text([.text(kind.word)], base: word, width: width - x - padding)
    let text = typography.text(inlines, base: sheet.body, width: width - x - padding)
    var strips = lineStrips(lead, word, x: x, width: width - x - padding)
    for index in strips.indices { strips[index].keepsWithNext = true }
    strips = Self.tagged(.paragraph, strips)
    strips += Self.tagged(.paragraph, lineStrips(text, sheet.body, x: x, width: width - x - padding))
    strips = [Strip(height: padding, keepsWithNext: true)] + strips + [Strip(height: padding)]
    strips[strips.count - 2].keepsWithNext = true
    for index in strips.indices {
      let height = strips[index].height
      strips[index].items.insert(
        contentsOf: [
          .ornament(.rectangle(x: 0, y: 0, width: width, height: height, sheet.colour(.surface))),
          .ornament(.rectangle(x: 0, y: 0, width: bar, height: height, colour(of: kind))),
        ], at: 0)
    }
    add(strips, spaceBefore: sheet.rhythm * 0.8)
  }

  private func colour(of kind: NoteKind) -> PDFColour {
    switch kind {
    case .information: sheet.colour(.accent)
    case .caution: sheet.colour(.warning)
    case .failure: sheet.colour(.bad)
    }
  }
}

extension NoteKind {
  /// The word that stands with a note, so that its colour is never alone.
  var word: String {
    switch self {
    case .information: "Note"
    case .caution: "Caution"
    case .failure: "Failure"
    }
  }
}
