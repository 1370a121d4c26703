import Bytes
import DocumentModel
import Mustache

/// A finished piece of HTML: the only kind of text that a template is ever given.
///
/// Text becomes markup by being escaped, byte by byte. (The template library escapes by grapheme and so lets through a
/// quotation mark that a combining accent follows; its own escaping is therefore switched off, see `TemplateSet`.)
package struct Markup: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Text as it reads: hidden characters spelt out, the five special characters as references.
  package init(text: String) { append(text: text) }

  /// A checked style sheet, which stands in its element unescaped: a browser reads no references there.
  package init(style: StyleSheet) { bytes = Array(style.text.utf8) }

  /// A checked script, which stands in its element unescaped, too.
  init(script: PageScript) { bytes = Array(script.text.utf8) }

  package mutating func append(text: String) {
    for byte in text.visible.utf8 { append(escaping: byte) }
  }

  /// HTML of this program's own writing: what comes from an input is never a literal.
  package mutating func append(_ html: StaticString) {
    bytes.append(contentsOf: html.description.utf8)
  }

  package mutating func append(_ other: Markup) {
    bytes.append(contentsOf: other.bytes)
  }

  /// What a template made of markup is markup.
  package mutating func append(rendered: String) {
    bytes.append(contentsOf: rendered.utf8)
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
    case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
    default: bytes.append(byte)
    }
  }
}

extension Markup: MustacheCustomRenderable {
  package var renderText: String { String(decoding: bytes, as: UTF8.self) }
  package var isNull: Bool { bytes.isEmpty }
}
