package import Bytes
import CCrypto
package import Diagnostics

/// A running SHA-256 (FIPS 180-4), by OpenSSL.
@safe package struct SHA256: ~Copyable {
  private let context: OpaquePointer

  package init() {
    OpenSSL.start()
    guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    else { preconditionFailure("OpenSSL has no SHA-256") }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  package mutating func update(_ bytes: Span<UInt8>) {
    let done = unsafe bytes.withUnsafeBufferPointer { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(done == 1, "OpenSSL refused bytes for SHA-256")
  }

  package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }
  package mutating func update(_ bytes: ArraySlice<UInt8>) { update(bytes.span) }

  /// The digest of everything that was given so far; more may follow.
  package borrowing func current() -> Digest {
    let copy = SHA256()
    precondition(unsafe EVP_MD_CTX_copy_ex(copy.context, context) == 1, "OpenSSL copies no SHA-256")
    return copy.finish()
  }

  /// The digest of everything that was given.
  package consuming func finish() -> Digest {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Digest.byteCount) { buffer, count in
      precondition(unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1, "OpenSSL gave no SHA-256")
      count = Digest.byteCount
    }
    guard let digest = Digest(bytes: bytes) else { preconditionFailure("a digest has 32 bytes") }
    return digest
  }

  package static func digest(of bytes: [UInt8]) -> Digest { digest(of: bytes[...]) }

  package static func digest(of bytes: ArraySlice<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// The digest of bytes that need not be held, read in parts.
  package static func digest(reading bytes: any RandomAccessBytes) throws(Diagnostic) -> Digest {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: part)
    for start in stride(from: 0, to: bytes.count, by: part) {
      if bytes.count - start < part { buffer.removeLast(part - (bytes.count - start)) }
      try bytes.read(at: start, into: &buffer)
      hash.update(buffer)
    }
    return hash.finish()
  }

  /// Bytes that are read at a time.
  private static let part = 1 << 18
}
