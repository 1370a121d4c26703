/// The Content-Security-Policy of a page: nothing is loaded or run, and only the page's own style sheet applies.
struct ContentPolicy: Sendable {
  let text: String

  /// `styleDigest` is the SHA-256 of the style element's text.
  init(styleDigest: [UInt8]) {
    text =
      "default-src 'none'; style-src 'sha256-\(ContentPolicy.base64(styleDigest))'; base-uri 'none'; form-action 'none'"
  }

  /// RFC 4648, section 4, with padding.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        text.append(
          place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
