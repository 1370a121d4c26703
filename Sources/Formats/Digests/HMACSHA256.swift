import CCrypto

/// HMAC-SHA-256 (RFC 2104): a digest that only the holder of a key can make or guess.
package enum HMACSHA256 {
  /// The code of `message` under `key`, which may have any length.
  package static func code(of message: [UInt8], key: [UInt8]) -> Digest {
    OpenSSL.start()
    precondition(key.count <= Int32.max, "a key fits into memory many times over")
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Digest.byteCount) { buffer, count in
      let made = unsafe HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, buffer.baseAddress, nil)
      precondition(unsafe made != nil, "OpenSSL gave no HMAC")
      count = Digest.byteCount
    }
    guard let digest = Digest(bytes: bytes) else { preconditionFailure("an HMAC-SHA-256 has 32 bytes") }
    return digest
  }
}
