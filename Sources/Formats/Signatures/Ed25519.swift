import CCrypto
package import Diagnostics
package import Digests

/// A key that checks Ed25519 signatures (RFC 8032).
package struct VerificationKey: Hashable, Sendable {
  /// The 32 bytes of the point.
  private let point: [UInt8]

  fileprivate init(point: [UInt8]) { self.point = point }

  /// Reads `PUBLIC KEY` in PEM, as `openssl pkey -pubout` writes it; `name` is the file's in diagnostics.
  package init(pem: [UInt8], name: String) throws(Diagnostic) {
    OpenSSL.start()
    let text = MemoryBIO(pem)
    guard let key = unsafe PEM_read_bio_PUBKEY(text.bio, nil, noPassword, nil) else {
      ERR_clear_error()
      throw Diagnostic(
        "'\(name)' holds no public key in PEM", at: Location(file: name),
        hint: "openssl pkey -in key.pem -pubout -out pub.pem")
    }
    self = try unsafe KeyHandle(key).verificationKey(name)
  }

  /// SHA-256 of the key as SubjectPublicKeyInfo: `openssl pkey -pubin -in pub.pem -outform DER | sha256sum`.
  package var identity: Digest { SHA256.digest(of: VerificationKey.prefix + point) }

  /// The DER of a SubjectPublicKeyInfo (RFC 8410) before the key's 32 bytes.
  private static let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]

  package func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard signature.count == Ed25519.signatureSize,
      let key = unsafe EVP_PKEY_new_raw_public_key(Ed25519.kind, nil, point, point.count)
    else { return false }
    return unsafe KeyHandle(key).accepts(signature, message)
  }
}

/// A key that makes Ed25519 signatures; the same message always gets the same one.
package struct SigningKey: ~Copyable {
  private let handle: KeyHandle
  package let publicKey: VerificationKey

  /// Reads an unencrypted `PRIVATE KEY` in PEM, as `openssl genpkey -algorithm ed25519` writes it.
  package init(pem: [UInt8], name: String) throws(Diagnostic) {
    OpenSSL.start()
    let text = MemoryBIO(pem)
    guard let key = unsafe PEM_read_bio_PrivateKey(text.bio, nil, noPassword, nil) else {
      ERR_clear_error()
      throw Diagnostic(
        "'\(name)' holds no readable private key in PEM", at: Location(file: name),
        hint:
          "make one with 'openssl genpkey -algorithm ed25519 -out key.pem'; an encrypted key is decrypted with 'openssl pkey'"
      )
    }
    let handle = unsafe KeyHandle(key)
    publicKey = try handle.verificationKey(name)
    self.handle = handle
  }

  package borrowing func signature(of message: [UInt8]) -> [UInt8] { handle.signature(of: message) }
}

enum Ed25519 {
  static let signatureSize = 64
  static let pointSize = 32
  static let kind = Int32(NID_ED25519)
}

/// A key of OpenSSL.
// `package`, because whoever ends a key in another module needs to know how.
@safe package struct KeyHandle: ~Copyable {
  private let key: OpaquePointer

  /// Takes the key over.
  @unsafe init(_ key: OpaquePointer) { unsafe self.key = key }

  deinit { unsafe EVP_PKEY_free(key) }

  /// The public half; another kind of key is refused.
  borrowing func verificationKey(_ name: String) throws(Diagnostic) -> VerificationKey {
    var size = Ed25519.pointSize
    var point = [UInt8](repeating: 0, count: size)
    guard unsafe EVP_PKEY_get_id(key) == Ed25519.kind, unsafe EVP_PKEY_get_raw_public_key(key, &point, &size) == 1,
      size == Ed25519.pointSize
    else {
      throw Diagnostic(
        "'\(name)' is no Ed25519 key", at: Location(file: name),
        hint: "make one with 'openssl genpkey -algorithm ed25519 -out key.pem'")
    }
    return VerificationKey(point: point)
  }

  borrowing func signature(of message: [UInt8]) -> [UInt8] {
    let context = SignatureContext()
    var signature = [UInt8](repeating: 0, count: Ed25519.signatureSize)
    var size = signature.count
    let made =
      unsafe EVP_DigestSignInit(context.context, nil, nil, nil, key) == 1
      && EVP_DigestSign(context.context, &signature, &size, message, message.count) == 1
    precondition(made && size == Ed25519.signatureSize, "OpenSSL does not sign")
    return signature
  }

  borrowing func accepts(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
    let context = SignatureContext()
    let isValid =
      unsafe EVP_DigestVerifyInit(context.context, nil, nil, nil, key) == 1
      && EVP_DigestVerify(context.context, signature, signature.count, message, message.count) == 1
    if !isValid { ERR_clear_error() }
    return isValid
  }
}

/// The state of one signing or checking.
@safe private struct SignatureContext: ~Copyable {
  let context: OpaquePointer

  init() {
    guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("OpenSSL has no memory") }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }
}
