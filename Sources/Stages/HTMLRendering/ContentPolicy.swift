import Digests

/// The Content-Security-Policy of a page: nothing is loaded or run, and only the page's own style sheet applies.
struct ContentPolicy: Sendable {
  let text: String

  /// The hash is that of the style element's text, byte for byte.
  init(style: StyleSheet) {
    let digest = SHA256.digest(of: Array(style.text.utf8))
    text =
      "default-src 'none'; style-src 'sha256-\(Base64.encode(digest.bytes))'; base-uri 'none'; form-action 'none'"
  }
}
