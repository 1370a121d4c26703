import Digests
import Testing

@Suite("Digests") struct DigestsTests {
  /// FIPS 180-4 example values (NIST, SHA256.pdf), and a million letters `a`.
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]) func `SHA-256 gives the published values`(text: String, times: Int, digest: String) {
    let bytes = Array(String(repeating: text, count: times).utf8)
    #expect(SHA256.digest(of: bytes).hexadecimal == digest)
  }

  @Test func `a digest does not depend on how the bytes arrive`() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var hash = SHA256()
    hash.update(bytes[..<1])
    hash.update([])
    hash.update(bytes[1..<64])
    let begun = hash.current()
    #expect(begun == SHA256.digest(of: bytes[..<64]))
    hash.update(bytes[64...])
    let digest = hash.finish()
    #expect(digest == SHA256.digest(of: bytes))
  }

  @Test func `a digest parses from 64 lowercase digits only`() {
    let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(Digest(hexadecimal: text)?.hexadecimal == text)
    #expect(Digest(hexadecimal: text.uppercased()) == nil)
    #expect(Digest(hexadecimal: text.dropLast()) == nil)
    #expect(Digest(hexadecimal: text + "0") == nil)
    #expect(Digest(hexadecimal: String(repeating: "g", count: 64)) == nil)
    #expect(Digest(bytes: [1, 2, 3]) == nil)
  }

  @Test func `digests sort as their hexadecimal text`() {
    let digests = (0..<100).map { SHA256.digest(of: [UInt8($0)]) }
    #expect(digests.sorted().map(\.hexadecimal) == digests.map(\.hexadecimal).sorted())
  }

  /// RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ]) func `HMAC-SHA-256 gives the published values`(key: [UInt8], message: String, code: String) {
    #expect(HMACSHA256.code(of: Array(message.utf8), key: key).hexadecimal == code)
  }

  @Test func `an empty key and an empty message have a code`() {
    // As Python's hmac module gives it.
    #expect(
      HMACSHA256.code(of: [], key: []).hexadecimal == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
    )
  }

  @Test func `the running OpenSSL names its version`() {
    #expect(OpenSSLVersion.runtime.hasPrefix("3."))
  }
}

@Suite("Base64") struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ]) func `the published vectors go both ways`(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
  }

  @Test func `both alphabets are read`() {
    #expect(Base64.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
    #expect(Base64.decode("+/+/") == [0xFB, 0xFF, 0xBF])
    #expect(Base64.decode("-_-_") == [0xFB, 0xFF, 0xBF])
  }

  @Test(arguments: [
    "+/-_", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z", "====", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm9v=", "Zm9é", "Z=g=",
  ]) func `anything but the one text of a value is refused`(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
