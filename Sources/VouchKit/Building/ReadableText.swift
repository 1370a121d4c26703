package import Diagnostics
import PDFDrawing
import Zip

/// The text of a finished file as a reader of it finds it.
package enum ReadableText {
  /// Of a PDF the text of its pages and what stands for its pictures, of a workbook its parts; of text files the file as it
  /// is, and again as it reads when its escapes are resolved.
  package static func of(_ bytes: [UInt8], name: String) throws(Diagnostic) -> [UInt8] {
    switch name.split(separator: ".").last {
    case "pdf": try pages(bytes)
    case "xlsx": unescaped(try parts(bytes, name: name))
    case "html": bytes + unescaped(breaks.reduce(bytes) { replacing($1, in: $0, with: "") })
    case "xml": bytes + unescaped(bytes)
    case "csv": bytes + replacing("\"\"", in: bytes, with: "\"")
    case "json", "sarif": bytes + JSONEscapes.resolved(bytes)
    default: bytes
    }
  }

  /// The marks of a page within its words: where a long one may break, and what holds a short one together.
  private static let breaks = ["<wbr>", "<span class=\"whole\">", "</span>"]

  /// What one tag marks is one text, whatever lines it stands on.
  private static func pages(_ bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
    var text = ""
    let reading = try PDFReading(bytes)
    for page in reading.pages {
      var mark: Int?
      for piece in page {
        if piece.mark != mark { text += "\n" }
        mark = piece.mark
        text += piece.text
      }
      text += "\n"
    }
    for element in reading.structure where !element.alternative.isEmpty { text += element.alternative + "\n" }
    return Array(text.utf8)
  }

  private static func parts(_ bytes: [UInt8], name: String) throws(Diagnostic) -> [UInt8] {
    let scan = ZipScan(bytes)
    guard !scan.entries.isEmpty else { throw Diagnostic("\(name) cannot be unpacked to look for hidden values") }
    var text: [UInt8] = []
    for entry in scan.entries {
      do throws(ZipProblem) { text += try ZipData.bytes(of: entry, in: bytes) } catch {
        throw Diagnostic("\(name) cannot be unpacked to look for hidden values: \(error.message)")
      }
    }
    return text
  }

  /// The text with the five references of markup resolved.
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")].reduce(bytes) {
      replacing($1.0, in: $0, with: $1.1)
    }
  }

  private static func replacing(_ old: String, in bytes: [UInt8], with new: String) -> [UInt8] {
    replacing(Array(old.utf8), in: bytes, with: Array(new.utf8))
  }

  /// `old` is not empty.
  static func replacing(_ old: [UInt8], in bytes: [UInt8], with new: [UInt8]) -> [UInt8] {
    guard bytes.contains(old[0]) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if bytes[place] == old[0], bytes[place...].starts(with: old) {
        result += new
        place += old.count
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return result
  }
}
