import Bytes
import CCrypto

/// A UUID of version 5 (RFC 9562): the name of something within a namespace, so that it repeats.
package struct UUIDv5: Hashable, Sendable {
  private let bytes: [UInt8]

  package enum Namespace: UInt8, Sendable {
    case dns = 0x10
    case url = 0x11
  }

  /// A name within one of the namespaces of the standard.
  package init(_ namespace: Namespace, _ name: String) {
    let rest: [UInt8] = [0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8]
    self.init([0x6B, 0xA7, 0xB8, namespace.rawValue] + rest, name)
  }

  /// A name within the namespace that another name makes.
  package init(_ namespace: UUIDv5, _ name: String) { self.init(namespace.bytes, name) }

  private init(_ namespace: [UInt8], _ name: String) {
    var bytes = Array(UUIDv5.sha1(namespace + Array(name.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    self.bytes = bytes
  }

  /// SHA-1 names things here; nothing rests on it.
  private static func sha1(_ message: [UInt8]) -> [UInt8] {
    OpenSSL.start()
    return unsafe [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
      let done = unsafe EVP_Digest(message, message.count, buffer.baseAddress, nil, EVP_sha1(), nil)
      precondition(done == 1, "OpenSSL has no SHA-1")
      count = 20
    }
  }
}

extension UUIDv5: CustomStringConvertible {
  /// `2ed6657d-e927-568b-95e1-2665a8aea6a2`.
  package var description: String {
    let digits = Array(bytes.hexadecimal)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
  }
}
