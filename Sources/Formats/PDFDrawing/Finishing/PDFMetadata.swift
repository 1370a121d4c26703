import Bytes
package import Diagnostics

/// What a PDF says about itself, in its information dictionary and, in the same words, in its XMP packet.
package struct PDFMetadata: Sendable {
  package let title: String
  package let author: String
  package let subject: String
  /// BCP 47.
  package let language: String
  /// RFC 3339, to the second, in UTC.
  package let date: String
  package let keywords: String
  /// Keys of our own in the information dictionary, letters only, with ASCII values.
  package let properties: [(key: String, value: String)]

  /// Names the program, never a library with its version: a harmless upgrade must not change the bytes.
  package static let producer = "Vouch"

  package init(
    title: String, author: String, subject: String, language: String, date: String, keywords: String,
    properties: [(key: String, value: String)]
  ) throws(Diagnostic) {
    guard Self.isDate(date) else {
      throw Diagnostic("'\(date)' is no date of a document", hint: "write it as 2024-04-05T00:00:00Z")
    }
    guard !language.isEmpty, language.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D }) else {
      throw Diagnostic("'\(language)' is no language of a document", hint: "write a BCP 47 tag such as en-GB")
    }
    self.title = title.visible
    self.author = author.visible
    self.subject = subject.visible
    self.language = language
    self.date = date
    self.keywords = keywords.visible
    self.properties = properties
  }

  /// The date as PDF writes it: `D:20240405000000Z`.
  var pdfDate: String {
    "D:" + String(decoding: date.utf8.filter(\.isASCIIDigit), as: UTF8.self) + "Z"
  }

  private static func isDate(_ text: String) -> Bool {
    let pattern = Array("0000-00-00T00:00:00Z".utf8)
    let bytes = Array(text.utf8)
    return bytes.count == pattern.count
      && zip(bytes, pattern).allSatisfy { byte, model in model == 0x30 ? byte.isASCIIDigit : byte == model }
  }
}
