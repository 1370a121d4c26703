import Bytes
import Diagnostics
import Digests
import Signatures
import Testing

/// Keys of published vectors, in the form in which openssl writes them.
enum VectorKey {
  static func pem(_ secret: String) -> [UInt8] {
    let bytes: [UInt8] = [
      0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
    return Array(
      "-----BEGIN PRIVATE KEY-----\n\(Base64.encode(bytes + octets(secret)))\n-----END PRIVATE KEY-----\n".utf8)
  }

  static func octets(_ text: String) -> [UInt8] {
    let digits = text.utf8.compactMap(\.hexadecimalValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

@Suite("Signatures") struct SignaturesTests {
  struct Vector: Sendable {
    let secret: String
    let point: String
    let message: String
    let signature: String
  }

  /// RFC 8032, section 7.1, tests 1 to 3.
  static let vectors = [
    Vector(
      secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      point: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
      signature:
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    Vector(
      secret: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      point: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
      signature:
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    Vector(
      secret: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      point: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
      signature:
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
  ]

  @Test(arguments: vectors) func `Ed25519 gives the signatures of RFC 8032`(vector: Vector) throws {
    let key = try SigningKey(pem: VectorKey.pem(vector.secret), name: "key.pem")
    let message = VectorKey.octets(vector.message)
    let signature = key.signature(of: message)
    #expect(signature == VectorKey.octets(vector.signature))
    let publicKey = key.publicKey
    #expect(publicKey.accepts(signature, of: message))
    #expect(!publicKey.accepts(signature, of: message + [0]))
    #expect(!publicKey.accepts([], of: message))
  }

  @Test func `a public key is read and named by the digest of its SubjectPublicKeyInfo`() throws {
    // RFC 8410, section 10.1 and 10.2.
    let pem =
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n"
    let der = try #require(Base64.decode("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="))
    let key = try VerificationKey(pem: Array(pem.utf8), name: "pub.pem")
    #expect(key.identity == SHA256.digest(of: der))
  }

  @Test func `what is no key is a diagnostic that says how to make one`() {
    #expect(throws: Diagnostic.self) { try VerificationKey(pem: Array("no key".utf8), name: "pub.pem") }
    #expect(throws: Diagnostic.self) { try SigningKey(pem: [], name: "key.pem").publicKey }
  }

  @Test func `the encoding that is signed is that of the DSSE specification`() {
    let envelope = Envelope(payloadType: "http://example.com/HelloWorld", payload: Array("hello world".utf8))
    #expect(
      String(decoding: envelope.message, as: UTF8.self) == "DSSEv1 29 http://example.com/HelloWorld 11 hello world")
  }

  @Test func `lengths count bytes, not characters`() {
    let envelope = Envelope(payloadType: "té", payload: [0xFF])
    #expect(envelope.message.starts(with: Array("DSSEv1 3 té 1 ".utf8)))
  }

  @Test func `UUIDs of version 5 are those of the standard's own example`() {
    // RFC 9562, appendix A.4.
    #expect(UUIDv5(.dns, "www.example.com").description == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    #expect(UUIDv5(.dns, "python.org").description == "886313e1-3b8a-5372-9b90-0c9aee199e5d")
  }
}
