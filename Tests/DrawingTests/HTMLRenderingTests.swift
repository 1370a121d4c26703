import Diagnostics
import DocumentModel
import Foundation
import HTMLRendering
import Testing

@Suite("HTML pages") struct HTMLRenderingTests {
  @Test func `every word of the document stands in the page, in its order`() throws {
    let page = try HTMLSample.page(HTMLSample.document(HTMLSample.everything))
    var rest = page.words[...]
    for word in [
      "Evidence of the quarter", "Access Control Report", "Who could do what", "Organization", "CalcBridge", "Pack",
      "calcbridge-soc2", "Contents", "Alpha heading", "Papa heading", "Last heading", "Alpha heading",
      "bravo charlie delta echo ✗ foxtrot golf hotel", "india", "juliett", "kilo", "✓ lima", "mike", "november",
      "oscar", "Papa heading", "quebec", "romeo", "sierra", "tango", "1,204", "◆ uniform", "7", "victor whiskey",
      "xray",
      "yankee", "label of a mark", "Source: zulu", "Caution", "anna bertha", "Last heading", "Facts digest",
      String(repeating: "ab", count: 32), "Decisions digest", String(repeating: "cd", count: 32),
    ] {
      let found = try #require(rest.firstRange(of: word), "\(word) in \(rest)")
      rest = rest[found.upperBound...]
    }
    #expect(rest.isEmpty)
  }

  @Test func `metadata names the language, the digests, the date and the author`() throws {
    let page = try HTMLSample.page(HTMLSample.document([]))
    #expect(page.tags.first { $0.name == "html" }?["lang"] == "en-GB")
    #expect(page.content(of: "title") == "Access Control Report")
    #expect(metadata("vouch:facts-sha256", in: page) == String(repeating: "ab", count: 32))
    #expect(metadata("vouch:decisions-sha256", in: page) == String(repeating: "cd", count: 32))
    #expect(metadata("date", in: page) == "2024-04-05T00:00:00Z")
    #expect(metadata("author", in: page) == "CalcBridge")
    #expect(metadata("viewport", in: page) == "width=device-width, initial-scale=1")
  }

  /// The hash is computed by coreutils over the bytes between the tags, as a browser does it.
  @Test func `the policy allows the page's own style sheet and script and nothing else`() throws {
    let page = try HTMLSample.page(HTMLSample.document(HTMLSample.everything))
    let style = try #require(page.content(of: "style"))
    let policies = page.tags.filter { $0["http-equiv"] == "Content-Security-Policy" }.compactMap { $0["content"] }
    let hash = try base64(ofHexadecimal: sha256sum(style))
    let script = try base64(ofHexadecimal: sha256sum(try #require(page.content(of: "script"))))
    #expect(
      policies == [
        "default-src 'none'; style-src 'sha256-\(hash)'; script-src 'sha256-\(script)'; base-uri 'none'; form-action 'none'"
      ])
    let order = page.tags.map(\.name)
    let policy = try #require(page.tags.firstIndex { $0["http-equiv"] != nil })
    #expect(policy < (order.firstIndex(of: "style") ?? 0))
  }

  @Test(arguments: [HTMLSample.document(HTMLSample.everything), HTMLSample.hostileDocument])
  func `nothing in a page loads, runs or leads out of the pack`(document: Document) throws {
    let page = try HTMLSample.page(document)
    let elements: Set = [
      "!doctype", "html", "head", "meta", "title", "style", "body", "a", "header", "p", "span", "h1", "h2", "h3", "h4",
      "dl", "div", "dt", "dd", "nav", "details", "summary", "ol", "ul", "li", "main", "strong", "em", "code", "wbr",
      "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "desc", "rect", "line",
      "polyline", "circle", "text", "footer", "script",
    ]
    let attributes: Set = [
      "html", "lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "open", "tabindex", "role",
      "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "scope", "xmlns", "width", "height",
      "viewBox", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "points", "fill", "stroke-width",
      "stroke-dasharray", "font-size", "text-anchor",
    ]
    for tag in page.tags {
      #expect(elements.contains(tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name), "\(tag)")
      for (name, value) in tag.attributes {
        #expect(attributes.contains(name), "\(tag)")
        if name == "href" { #expect(value.hasPrefix("#") || value.hasPrefix("../"), "\(tag)") }
      }
    }
    let style = try #require(page.content(of: "style"))
    #expect(!style.contains("url(") && !style.contains("@import") && !style.contains("//"))
  }

  @Test func `hostile content reads as it was written, with what is hidden spelt out`() throws {
    let page = try HTMLSample.page(HTMLSample.hostileDocument)
    for text in [
      "<script>alert(1)</script>", "<img src=//evil.example/x onerror=alert(1)>", "[U+202E]gnp.exe",
      "a[U+0000]b[U+001B][31mc d[U+FDD0][U+FFFE]", "=cmd|' /C calc'!A0", "\"\u{301} onmouseover=alert(1) x=\"",
      "<\u{301}b>", "{{title}} {{{style}}} {{>page}}", "</style><style>*{display:none}", "]]> --> <!--",
      "&lt;b&gt; &#60;", String(repeating: "pneumono", count: 1250), "line break and tab",
    ] {
      // As title, subtitle, head, contents, heading, six inlines, label and value, item, four parts of a table, three
      // words and a mark of a figure, note: at least twenty times each.
      #expect(page.count(of: text) >= 20, "\(text)")
    }
    for scalar in page.text.unicodeScalars {
      #expect(scalar == "\n" || !(0x00..<0x20).contains(scalar.value))
      #expect(!(0x7F..<0xA0).contains(scalar.value) && !(0x202A...0x202E).contains(scalar.value))
    }
  }

  /// A mark that combines with a quotation mark makes one character of the two, which an escaper by characters misses.
  @Test func `a quotation mark is escaped whatever follows it`() {
    for follower in ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}"] {
      #expect(String(decoding: Markup(text: "\"\(follower)").bytes, as: UTF8.self) == "&quot;\(follower)")
      #expect(String(decoding: Markup(text: "<\(follower)").bytes, as: UTF8.self) == "&lt;\(follower)")
    }
  }

  @Test func `headings skip no level, and the contents lead to each`() throws {
    let levels = [3, 1, 3, 3, 2, 9, -1]
    let blocks = levels.enumerated().map { index, level in
      Block.heading(level: level, text: "Heading \(index)", anchor: "h\(index)")
    }
    let page = try HTMLSample.page(HTMLSample.document(blocks))
    let names = page.tags.map(\.name).filter { ["h1", "h2", "h3", "h4", "h5"].contains($0) }
    #expect(names == ["h1", "h2", "h2", "h3", "h4", "h3", "h4", "h2"])
    let links = page.tags.compactMap { $0.name == "a" ? $0["href"] : nil }
    #expect(levels.indices.allSatisfy { links.contains("#h\($0)") })
    #expect(links.contains("../index.html"))
  }

  @Test func `every id of a page is unique, and every reference finds its id`() throws {
    var blocks = HTMLSample.everything
    blocks += [
      HTMLSample.everything[6], HTMLSample.everything[7], .heading(level: 1, text: "Contents", anchor: "contents"),
    ]
    let page = try HTMLSample.page(HTMLSample.document(blocks))
    let ids = page.tags.compactMap { $0["id"] }
    #expect(Set(ids).count == ids.count)
    for tag in page.tags {
      for reference in ["aria-labelledby", "aria-describedby"].compactMap({ tag[$0] }) {
        #expect(ids.contains(reference))
      }
      if let link = tag["href"], link.hasPrefix("#") { #expect(ids.contains(String(link.dropFirst())), "\(link)") }
    }
  }

  @Test func `a figure is an image with a title and a description`() throws {
    let page = try HTMLSample.page(HTMLSample.document(HTMLSample.everything))
    let image = try #require(page.tags.first { $0.name == "svg" })
    #expect(image["role"] == "img")
    #expect(image["viewBox"] == "0 0 400 100")
    #expect(page.text.contains("<title id=\"\(image["aria-labelledby"] ?? "?")\">xray</title>"))
    #expect(page.text.contains("<desc id=\"\(image["aria-describedby"] ?? "?")\">yankee</desc>"))
    #expect(page.text.contains("<rect x=\"1\" y=\"2.5\" width=\"3\" height=\"4.25\" class=\"fill-good\"/>"))
    #expect(
      page.text.contains(
        "<polyline fill=\"none\" points=\"0,0 1.5,2\" class=\"stroke-accent-soft\" stroke-width=\"1\"/>"))
  }

  @Test func `a link leads to an anchor of the document or a file of the pack`() throws {
    for (target, message) in [
      (LinkTarget.anchor("nowhere"), "link 'x' leads to 'nowhere', which the document has no heading for"),
      (.file("javascript:alert(1)"), "link 'x' leads to 'javascript:alert(1)', which is no name of a file in a pack"),
      (.file("../secret"), "link 'x' leads to '../secret', which is no name of a file in a pack"),
      (.file("/etc/passwd"), "link 'x' leads to '/etc/passwd', which is no name of a file in a pack"),
      (.file("//evil.example/x"), "link 'x' leads to '//evil.example/x', which is no name of a file in a pack"),
      (.file(""), "link 'x' leads to '', which is no name of a file in a pack"),
      (.file("a\\b"), "link 'x' leads to 'a\\b', which is no name of a file in a pack"),
    ] {
      let document = HTMLSample.document([.paragraph([.link("x", to: target)])])
      let error = #expect(throws: Diagnostic.self) { try HTMLSample.renderer().render(document) }
      #expect(error?.message == message)
    }
  }

  @Test(arguments: ["", "two words", "alpha", "_main"])
  func `an anchor that is empty, divided, used twice or the page's own is refused`(anchor: String) throws {
    let document = HTMLSample.document([
      .heading(level: 1, text: "A", anchor: "alpha"), .heading(level: 1, text: "B", anchor: anchor),
    ])
    #expect(throws: Diagnostic.self) { try HTMLSample.renderer().render(document) }
  }

  @Test func `one document has one page`() throws {
    let document = HTMLSample.document(HTMLSample.everything)
    #expect(try HTMLSample.renderer().render(document) == HTMLSample.renderer().render(document))
  }

  @Test func `long tables keep their head in sight, short ones do not scroll`() throws {
    for (count, expected) in [(25, "table"), (26, "table long")] {
      let rows = (0..<count).map { [[Inline.text("\($0)")]] }
      let page = try HTMLSample.page(
        HTMLSample.document([.table(DocumentTable(caption: "c", columns: [.init("n")], rows: rows))]))
      #expect(page.tags.first { $0["role"] == "region" }?["class"] == expected)
      #expect(page.tags.filter { $0.name == "tr" }.count == count + 1)
    }
  }

  private func metadata(_ name: String, in page: HTMLPage) -> String? {
    page.tags.first { $0.name == "meta" && $0["name"] == name }?["content"]
  }

  private func sha256sum(_ text: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return String(words.prefix(64))
  }

  private func base64(ofHexadecimal text: String) throws -> String {
    var bytes: [UInt8] = []
    var rest = text[...]
    while !rest.isEmpty {
      bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
      rest = rest.dropFirst(2)
    }
    #expect(bytes.count == 32)
    return Data(bytes).base64EncodedString()
  }
}
