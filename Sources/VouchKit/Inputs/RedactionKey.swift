import Diagnostics
import Digests

/// The key of the pseudonyms, and the words by which another can see that he has it.
enum RedactionKey {
  /// Fewer bytes could be guessed.
  static let fewestBytes = 32
  static let limit = 4096

  /// The first 16 bytes of HMAC-SHA-256(key, "vouch-key-check/1") in hexadecimal.
  static func check(_ key: [UInt8]) -> String {
    String(HMACSHA256.code(of: Array("vouch-key-check/1".utf8), key: key).hexadecimal.prefix(32))
  }

  static func validate(_ key: [UInt8], file: String) throws(Diagnostic) {
    guard key.count < fewestBytes else { return }
    throw Diagnostic(
      "the key has \(key.count) bytes, at least \(fewestBytes) are needed", at: Location(file: file),
      hint: "make one: head -c 32 /dev/urandom > \(file)")
  }
}
