import Bytes
import Diagnostics
import DocumentModel

/// Turns link targets into addresses: an anchor of this page or a file of the pack, and nothing else.
struct LinkResolver {
  /// From the page's folder to the root of the pack: empty, or `../` once for each folder.
  let root: String
  let anchors: Set<String>

  /// `text` names the link in the diagnostic.
  func address(of target: LinkTarget, text: String) throws(Diagnostic) -> String {
    switch target {
    case .anchor(let anchor):
      guard anchors.contains(anchor) else {
        throw Diagnostic("link '\(text)' leads to '\(anchor)', which the document has no heading for")
      }
      return "#" + LinkResolver.encoded(anchor)
    case .file(let name): return root + (try checked(name, text: text))
    case .place(let name, let anchor):
      return root + (try checked(name, text: text)) + "#" + LinkResolver.encoded(anchor)
    }
  }

  private func checked(_ name: String, text: String) throws(Diagnostic) -> String {
    guard LinkResolver.isPackName(name) else {
      throw Diagnostic("link '\(text)' leads to '\(name)', which is no name of a file in a pack")
    }
    return name
  }

  /// Components of `[A-Za-z0-9._-]`, none empty, `.` or `..`: such a name needs no escaping and holds no scheme.
  private static func isPackName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
          && part.allSatisfy(isNameByte)
      }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }

  /// A fragment with everything but letters, digits, `.`, `_` and `-` percent-encoded (RFC 3986).
  static func encoded(_ anchor: String) -> String {
    var text: [UInt8] = []
    for byte in anchor.utf8 {
      if isNameByte(byte) { text.append(byte) } else { text += "%\([byte].hexadecimal.uppercased())".utf8 }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
