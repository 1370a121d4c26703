import Bytes
import Chunking
import Diagnostics

/// Why a text is not JSON as this program takes it, and at which byte.
struct JSONFailure: Error {
  let message: String
  let hint: String?
  let offset: Int

  init(_ message: String, at offset: Int, hint: String? = nil) {
    self.message = message
    self.hint = hint
    self.offset = offset
  }

  /// The longest line that is shown as an excerpt, in bytes.
  private static let excerptLimit = 4096
  /// The longest part of a name or literal that a message quotes, in scalars.
  private static let quoteLimit = 40

  /// The failure as a place in the file `name`.
  func diagnostic(in bytes: [UInt8], name: String) -> Diagnostic {
    let lineStart = bytes[..<min(offset, bytes.count)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = ByteSearch.count(0x0A, in: bytes.span, 0..<lineStart) + 1
    let column = ByteSearch.scalars(in: bytes.span, lineStart..<min(offset, bytes.count)) + 1
    let text = bytes[lineStart...].prefix { $0 != 0x0A && $0 != 0x0D }
    let excerpt = text.count <= JSONFailure.excerptLimit ? String(decoding: text, as: UTF8.self) : nil
    return Diagnostic(
      message, at: Location(file: name, line: line, column: column, excerpt: excerpt), hint: hint)
  }

  /// The failure as the reason why a record is rejected.
  func reason(in bytes: Span<UInt8>) -> String { "\(message) \(RecordText.place(of: offset, in: bytes))" }

  /// `text` in quotes, shortened.
  static func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(quoteLimit)
    let ending = shown.count < text.unicodeScalars.count ? "…" : ""
    return "'\(Diagnostic.safe(String(String.UnicodeScalarView(shown))))\(ending)'"
  }
}
