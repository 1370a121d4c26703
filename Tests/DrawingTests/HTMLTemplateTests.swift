import Bytes
import Diagnostics
import DocumentModel
import HTMLRendering
import Testing

@Suite("HTML templates") struct HTMLTemplateTests {
  @Test func `the shipped templates are clean`() throws {
    #expect(HTMLSample.templates.count >= 11)
    _ = try HTMLSample.renderer()
  }

  struct Fault: Sendable {
    let file: String
    let text: String
    let message: String
    let line: Int?
    let column: Int?
    let hint: String?

    init(_ file: String, _ text: String, _ message: String, _ line: Int?, _ column: Int?, hint: String? = nil) {
      (self.file, self.text, self.message) = (file, text, message)
      (self.line, self.column, self.hint) = (line, column, hint)
    }
  }

  static let faults = [
    Fault(
      "note.mustache", "<p>{{word}}\n  {{texd}} {{text}}", "unknown name 'texd'", 2, 3, hint: "did you mean 'text'?"),
    Fault("note.mustache", "{{word}}{{text}}\né<{{{text}}}", "this kind of tag is not allowed", 2, 3),
    Fault("note.mustache", "{{word}}{{text}}{{&text}}", "this kind of tag is not allowed", 1, 17),
    Fault("note.mustache", "{{word}}{{text}}{{=<% %>=}}", "this kind of tag is not allowed", 1, 17),
    Fault("note.mustache", "{{word}}{{text}}\n{{% CONTENT_TYPE:HTML}}", "this kind of tag is not allowed", 2, 1),
    Fault("note.mustache", "{{word}}{{text}}{{<page}}{{/page}}", "this kind of tag is not allowed", 1, 17),
    Fault("note.mustache", "{{word}}{{text}}{{.}}", "unknown name '.'", 1, 17),
    Fault(
      "note.mustache", "{{word}}{{text}}{{#items}}\nx", "section 'items' has no end", 1, 17,
      hint: "close it with '{{/items}}'"),
    Fault("note.mustache", "{{word}}{{text}}\n{{/items}}", "section 'items' is closed but was not opened", 2, 1),
    Fault(
      "note.mustache", "{{word}}{{text}}{{#items}}{{^facts}}{{/items}}",
      "section 'facts' is open where 'items' is closed", 1, 37),
    Fault("note.mustache", "{{word}}\n{{text", "tag has no end", 2, 1),
    Fault("note.mustache", "{{word}}{{text}} {{> sidebar}}", "no template 'sidebar.mustache'", 1, 18),
    Fault("note.mustache", "{{word}}{{text}} {{>note}}", "template 'note' includes itself", 1, 18),
    Fault("note.mustache", "{{word}}", "template does not use 'text'", nil, nil, hint: "add {{text}}"),
    Fault("note.mustache", "{{word}}{{text}}{{te xt!}}", "unknown name 'text!'", 1, 17, hint: "did you mean 'text'?"),
    Fault("style.css", "p{}\n  a{}</style>", "a style sheet inside a page cannot hold '</'", 2, 6),
    Fault("style.css", "p{background:URL(x)}", "a page loads nothing, so 'url(' is not allowed", 1, 14),
    Fault("style.css", "@import 'x';", "a page loads nothing, so '@import' is not allowed", 1, 1),
  ]

  @Test(arguments: faults.indices)
  func `a fault is named with its place`(index: Int) throws {
    let fault = HTMLTemplateTests.faults[index]
    let error = #expect(throws: Diagnostics.self) {
      try HTMLSample.renderer(changing: [fault.file: fault.text])
    }
    let found = try #require(error?.all.first { $0.message == fault.message }, "\(error?.all.map(\.text) ?? [])")
    #expect(found.location?.file == fault.file)
    #expect(found.location?.line == fault.line)
    #expect(found.location?.column == fault.column)
    if let hint = fault.hint { #expect(found.hint == hint) }
  }

  @Test func `faults of all templates are shown at once`() {
    let error = #expect(throws: Diagnostics.self) {
      try HTMLSample.renderer(changing: [
        "note.mustache": "{{word}}{{text}}{{one}}{{two}}", "list.mustache": "{{items}}{{three}}", "style.css": "</",
      ])
    }
    #expect(error?.all.count == 4)
  }

  @Test func `a missing template and a missing style sheet are named`() {
    let error = #expect(throws: Diagnostics.self) { try HTMLRenderer(templates: [:], theme: HTMLSample.theme) }
    #expect(error?.all.map(\.message).contains("no template 'page.mustache'") == true)
    #expect(error?.all.map(\.message).contains("no style sheet 'style.css' beside the templates") == true)
  }

  @Test func `templates that include each other in a ring are refused`() {
    let error = #expect(throws: Diagnostics.self) {
      try HTMLSample.renderer(changing: [
        "note.mustache": "{{word}}{{text}}{{>one}}", "one.mustache": "{{>two}}", "two.mustache": "\n{{>one}}",
      ])
    }
    #expect(error?.all.map(\.message) == ["template 'one' includes itself", "template 'two' includes itself"])
  }

  @Test func `nesting and size have limits of their own`() {
    let deep = String(repeating: "{{#items}}", count: 100_000)
    let large = String(repeating: "x", count: TemplateCheck.sizeLimit + 1)
    for (text, message) in [
      (deep.prefix(1_000_000), "sections are nested deeper than 16"),
      (large[...], "template is larger than 1048576 bytes"),
    ] {
      let error = #expect(throws: Diagnostics.self) {
        try HTMLSample.renderer(changing: ["note.mustache": String(text)])
      }
      #expect(error?.all.map(\.message).contains(message) == true)
    }
  }

  @Test func `a template of one's own is used, whatever its line ends`() throws {
    let document = HTMLSample.document([.note(.failure, [.text("a < b")])])
    let renderer = try HTMLSample.renderer(changing: [
      "note.mustache": "{{! ours }}\r\n<p class=\"{{kind}}\">{{word}}:\r\n{{text}} {{>tail}}</p>\r\n",
      "tail.mustache": "<b>{{word}}</b>",
    ])
    let page = String(decoding: try renderer.render(document), as: UTF8.self)
    #expect(page.contains("<p class=\"failure\">Failure:\na &lt; b <b>Failure</b></p>\n"))
    #expect(!page.contains("\r"))
  }

  @Test func `the theme is custom properties, its dark colours for screens only`() throws {
    let style = try HTMLSample.renderer().style.text
    let dark = try #require(style.firstRange(of: "@media screen and (prefers-color-scheme:dark){:root{--page:#640203;"))
    #expect(style.hasPrefix(":root{--page:#000203;--text:#010203;"))
    #expect(style.contains("--surface:#0b0203;"))
    #expect(style[dark.upperBound...].contains("--surface:#6f0203;"))
    #expect(style.contains("--heading-1:2.2rem;"))
    #expect(style.contains("@page{size:595.28pt 841.89pt;margin:56pt}"))
    #expect(style.ranges(of: "prefers-color-scheme").count == 1)
    for ink in Drawing.Ink.allCases {
      #expect(style.contains(".fill-\(StyleSheet.name(of: ink)) {"))
      #expect(style.contains(".stroke-\(StyleSheet.name(of: ink)) {"))
    }
  }

  @Test(arguments: [
    (0, "0"), (1, "1"), (0.5, "0.5"), (-3.25, "-3.25"), (0.05, "0.05"), (0.004, "0"), (-0.004, "0"), (12.999, "13"),
    (1e300, "1000000"), (-1e300, "-1000000"), (.nan, "0"), (.infinity, "0"),
  ])
  func `lengths have two decimals and no exponent`(value: Double, text: String) {
    #expect(Decimal.text(value) == text)
  }

  @Test(arguments: [
    String(repeating: "a", count: 100), "maria.gonzalez-with-a-long-name@calcbridge.example",
    "exports/audit/2024-01/part-0001.jsonl.gz", String(repeating: "日本", count: 40),
    String(repeating: "👩‍👩‍👧‍👦", count: 30), "short", "", "many short words that need no opportunity at all",
  ])
  func `long words get places to break and lose nothing`(text: String) {
    let pieces = LongWords.pieces(of: text)
    #expect(pieces.joined() == text)
    for piece in pieces.joined(separator: " ").split(separator: " ") { #expect(piece.count <= LongWords.limit) }
    if !text.contains(where: { $0 != " " }) || text.count <= LongWords.limit { #expect(pieces.count == 1) }
  }

  @Test(arguments: [
    ("failed in 2024-02, see EX-007", ["failed in ", "<2024-02,>", " see ", "<EX-007>"]),
    ("from 2024-02-29 12:34:56 UTC", ["from ", "<2024-02-29 12:34:56>", " UTC"]),
    ("2024-02-29 and 12:34", ["<2024-02-29>", " and 12:34"]),
    ("e-mail of a well-known user", ["e-mail of a well-known user"]),
    ("exports/audit-2024-02-week-3.jsonl.gz", ["exports/audit-2024-02-week-3.jsonl.gz"]), ("", [""]),
  ])
  func `dates and ids are not divided`(text: String, stretches: [String]) {
    #expect(WholeWords.stretches(of: text).map { $0.isWhole ? "<\($0.text)>" : String($0.text) } == stretches)
  }

  @Test(arguments: [
    ("plain", "plain"), ("a\tb\nc\r\nd", "a b c d"), ("\u{7F}", "[U+007F]"),
    ("x\u{2066}y\u{2069}", "x[U+2066]y[U+2069]"),
    ("\u{FEFF}id", "[U+FEFF]id"), ("e\u{301} \u{200F}ש", "e\u{301} \u{200F}ש"), ("\u{E0041}", "[U+E0041]"),
    ("👩‍👧", "👩‍👧"), ("a\(HTMLSample.nonCharacters)b", "a[U+FDD0][U+FFFE]b"),
  ])
  func `what hides in a text is spelt out`(text: String, shown: String) {
    #expect(text.visible.unicodeScalars.elementsEqual(shown.unicodeScalars))
  }
}
