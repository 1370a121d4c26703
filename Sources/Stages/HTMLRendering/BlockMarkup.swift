import Diagnostics
import DocumentModel

/// Writes the blocks of one page, each by its template.
struct BlockMarkup {
  /// Begins the ids that the page gives itself; anchors of a document never begin so.
  static let ownPrefix = "_"

  let templates: TemplateSet
  let links: LinkResolver
  /// The headings still to come.
  private var headings: ArraySlice<Outline.Entry>
  private var tables = 0
  private var figures = 0

  init(templates: TemplateSet, links: LinkResolver, outline: Outline) {
    self.templates = templates
    self.links = links
    headings = outline.entries[...]
  }

  mutating func markup(_ block: Block) throws(Diagnostic) -> Markup {
    switch block {
    case .heading: heading()
    case .paragraph(let inlines): templates.render(.paragraph, try text(inlines))
    case .keyValues(let facts): try keyValues(facts)
    case .list(let items, let ordered): try list(items, ordered: ordered)
    case .table(let table): try self.table(table)
    case .figure(let figure): self.figure(figure)
    case .note(let kind, let inlines): try note(kind, inlines)
    case .pageBreak: templates.render(.pageBreak, TemplateValues())
    }
  }

  private func text(_ inlines: [Inline]) throws(Diagnostic) -> TemplateValues {
    var values = TemplateValues()
    values.set(.text, try Markup(inlines, links: links))
    return values
  }

  /// The title of the page is its only heading of the first rank.
  private mutating func heading() -> Markup {
    guard let entry = headings.popFirst() else { return Markup() }
    var values = TemplateValues()
    values.set(.level, text: "\(entry.level + 1)")
    values.set(.anchor, text: entry.anchor)
    var words = Markup()
    words.append(words: entry.text)
    values.set(.text, words)
    return templates.render(.heading, values)
  }

  private func keyValues(_ facts: [Fact]) throws(Diagnostic) -> Markup {
    var values = TemplateValues()
    values.set(.facts, try self.facts(facts))
    return templates.render(.keyValues, values)
  }

  func facts(_ facts: [Fact]) throws(Diagnostic) -> [TemplateValues] {
    try facts.map { (fact) throws(Diagnostic) in
      var values = TemplateValues()
      values.set(.label, text: fact.label)
      values.set(.value, try Markup(fact.value, links: links))
      return values
    }
  }

  func list(_ items: [[Inline]], ordered: Bool) throws(Diagnostic) -> Markup {
    var values = TemplateValues()
    values.set(.ordered, ordered)
    values.set(.items, try items.map { (item) throws(Diagnostic) in try text(item) })
    return templates.render(.list, values)
  }

  mutating func table(_ table: DocumentTable) throws(Diagnostic) -> Markup {
    tables += 1
    var values = TemplateValues()
    values.set(.id, text: "\(BlockMarkup.ownPrefix)table-\(tables)")
    values.set(.caption, text: table.caption)
    let parts = TableMarkup(table)
    values.set(.head, parts.head)
    values.set(.rows, try parts.rows(links: links))
    values.set(.long, table.rows.count > TableMarkup.longRows)
    values.set(.dense, parts.isDense)
    values.set(.wide, parts.isWide)
    values.set(.continuation, try Markup(table.continuation ?? [], links: links))
    return templates.render(.table, values)
  }

  private mutating func figure(_ figure: Figure) -> Markup {
    figures += 1
    let id = "\(BlockMarkup.ownPrefix)figure-\(figures)"
    let drawing = DrawingMarkup(
      figure.drawing, id: id, title: figure.title, description: figure.alternative)
    var values = TemplateValues()
    values.set(.id, text: id)
    values.set(.title, text: figure.title)
    values.set(.drawing, drawing.markup)
    values.set(.source, text: figure.source)
    values.set(.sourceWord, text: Chrome.source)
    return templates.render(.figure, values)
  }

  private func note(_ kind: NoteKind, _ inlines: [Inline]) throws(Diagnostic) -> Markup {
    var values = try text(inlines)
    values.set(.kind, text: kind.rawValue)
    values.set(.word, text: Chrome.word(of: kind))
    return templates.render(.note, values)
  }
}
