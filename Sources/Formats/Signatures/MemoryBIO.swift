import CCrypto

/// Bytes that OpenSSL reads from memory.
@safe struct MemoryBIO: ~Copyable {
  let bio: OpaquePointer

  /// OpenSSL copies the bytes, so that they need not outlive this call.
  init(_ bytes: [UInt8]) {
    guard let bio = unsafe BIO_new(BIO_s_mem()) else { preconditionFailure("OpenSSL has no memory") }
    unsafe self.bio = bio
    for start in stride(from: 0, to: bytes.count, by: MemoryBIO.part) {
      let part = Array(bytes[start..<min(start + MemoryBIO.part, bytes.count)])
      let written = unsafe BIO_write(bio, part, Int32(truncatingIfNeeded: part.count))
      precondition(Int(written) == part.count, "OpenSSL has no memory")
    }
  }

  deinit { unsafe BIO_free(bio) }

  /// What OpenSSL wrote.
  borrowing func contents() -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe BIO_read(bio, &part, Int32(truncatingIfNeeded: part.count))
      guard count > 0 else { return bytes }
      bytes += part.prefix(Int(count))
    }
  }

  /// Bytes that are handed to OpenSSL at a time.
  private static let part = 1 << 20
}

/// OpenSSL asks here for the password of an encrypted key: there is none, and nobody is asked on the terminal.
func noPassword(
  _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 { -1 }
