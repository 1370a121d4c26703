import Diagnostics
import Digests
import DocumentModel
import JSON

/// The digest of a document's words and drawings, before any renderer: the layer `#model` of a report.
enum DocumentDigest {
  /// SHA-256 over the document as canonical JSON.
  static func of(_ document: Document) throws(Diagnostic) -> String {
    SHA256.digest(of: try CanonicalJSON.write(value(document))).hexadecimal
  }

  private static func value(_ document: Document) -> JSONValue {
    let properties = document.properties
    return list([
      document.id, document.title, document.subtitle, properties.author, properties.language, properties.date,
      properties.runningHead, properties.factsDigest, properties.decisionsDigest,
    ]) + [.array(document.facts.map(value)), .array(document.blocks.map(value))]
  }

  private static func list(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }

  private static func value(_ fact: Fact) -> JSONValue { .array([.string(fact.label), value(fact.value)]) }
  private static func value(_ inlines: [Inline]) -> JSONValue { .array(inlines.map(value)) }

  private static func value(_ block: Block) -> JSONValue {
    switch block {
    case .heading(let level, let text, let anchor): list(["heading", "\(level)", text, anchor])
    case .paragraph(let words): .array([.string("paragraph"), value(words)])
    case .keyValues(let facts): .array([.string("keyValues"), .array(facts.map(value))])
    case .list(let items, let ordered): .array([.string("list"), .bool(ordered), .array(items.map(value))])
    case .table(let table): value(table)
    case .figure(let figure): value(figure)
    case .note(let kind, let words): .array([.string("note"), .string(kind.rawValue), value(words)])
    case .pageBreak: list(["pageBreak"])
    }
  }

  private static func value(_ inline: Inline) -> JSONValue {
    switch inline {
    case .text(let words): list(["text", words])
    case .strong(let words): list(["strong", words])
    case .emphasis(let words): list(["emphasis", words])
    case .code(let words): list(["code", words])
    case .status(let words, let tone): list(["status", words, tone.rawValue])
    case .course(let words, let values): .array([list(["course", words]), .array(values.map { .double($0) })])
    case .link(let words, to: .anchor(let anchor)): list(["link", words, "anchor", anchor])
    case .link(let words, to: .file(let file)): list(["link", words, "file", file])
    case .link(let words, to: .place(let file, let anchor)): list(["link", words, "place", file, anchor])
    }
  }

  private static func value(_ table: DocumentTable) -> JSONValue {
    .array([
      .string("table"), .string(table.caption),
      .array(table.columns.map { list([$0.title, $0.alignment.rawValue]) }),
      .array(table.rows.map { .array($0.map { value($0) }) }), table.continuation.map { value($0) } ?? .null,
    ])
  }

  private static func value(_ figure: Figure) -> JSONValue {
    list(["figure", figure.title, figure.alternative, figure.source]) + [
      .double(figure.drawing.width), .double(figure.drawing.height), .array(figure.drawing.marks.map(value)),
    ]
  }

  private static func value(_ mark: Drawing.Mark) -> JSONValue {
    switch mark {
    case .rectangle(let x, let y, let width, let height, let fill):
      .array([.string("rectangle"), .string(fill.rawValue)] + [x, y, width, height].map { .double($0) })
    case .line(let from, let to, let ink, let width, let dashed):
      .array([.string("line"), .string(ink.rawValue), .bool(dashed), .double(width), value(from), value(to)])
    case .polyline(let points, let ink, let width):
      .array([.string("polyline"), .string(ink.rawValue), .double(width)] + points.map(value))
    case .circle(let center, let radius, let fill):
      .array([.string("circle"), .string(fill.rawValue), .double(radius), value(center)])
    case .text(let words, let at, let anchor, let size, let ink):
      list(["text", words, anchor.rawValue, ink.rawValue]) + [.double(size), value(at)]
    }
  }

  private static func value(_ point: Drawing.Point) -> JSONValue { .array([.double(point.x), .double(point.y)]) }
}

/// Joins a list and more of its elements.
private func + (list: JSONValue, more: [JSONValue]) -> JSONValue { .array((list.array ?? []) + more) }
