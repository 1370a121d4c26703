import CCrypto

/// The library as a whole.
package enum OpenSSL {
  /// Whether the library started without reading `openssl.cnf`, whose content must not reach a pack.
  private static let started = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

  /// To be called before the first use of anything else.
  package static func start() { precondition(started, "OpenSSL does not start") }
}

/// The version of OpenSSL that runs.
package enum OpenSSLVersion {
  package static var runtime: String {
    unsafe OpenSSL_version(OPENSSL_VERSION_STRING).map { unsafe String(cString: $0) } ?? "unknown"
  }
}
