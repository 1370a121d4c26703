import Digests

/// The Content-Security-Policy of a page: nothing is loaded, and only the page's own style sheet and script apply.
struct ContentPolicy: Sendable {
  let text: String

  /// The hashes are those of the elements' texts, byte for byte.
  init(style: StyleSheet, script: PageScript?) {
    func source(_ text: String) -> String {
      "'sha256-\(Base64.encode(SHA256.digest(of: Array(text.utf8)).bytes))'"
    }
    let scripts = script.map { " script-src \(source($0.text));" } ?? ""
    text =
      "default-src 'none'; style-src \(source(style.text));\(scripts) base-uri 'none'; form-action 'none'"
  }
}
