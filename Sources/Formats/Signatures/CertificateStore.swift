import CCrypto
package import Diagnostics
import Digests

/// The certificates of authorities that someone trusts; none comes from the machine.
@safe package struct CertificateStore: ~Copyable {
  private let store: OpaquePointer

  /// Reads one or more `CERTIFICATE` in PEM.
  package init(pem: [UInt8], name: String) throws(Diagnostic) {
    OpenSSL.start()
    guard let store = unsafe X509_STORE_new() else { preconditionFailure("OpenSSL has no memory") }
    let text = MemoryBIO(pem)
    var count = 0
    while let certificate = unsafe PEM_read_bio_X509(text.bio, nil, noPassword, nil) {
      let isAdded = unsafe X509_STORE_add_cert(store, certificate) == 1
      unsafe X509_free(certificate)
      if isAdded { count += 1 }
    }
    ERR_clear_error()
    guard count > 0 else {
      unsafe X509_STORE_free(store)
      throw Diagnostic(
        "'\(name)' holds no certificate in PEM", at: Location(file: name), hint: "name the authority's CA certificate")
    }
    unsafe self.store = store
  }

  deinit { unsafe X509_STORE_free(store) }

  /// Certificates are judged at this time, in seconds since 1970, and never at the clock's.
  borrowing func judge(at time: Int64) {
    unsafe X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), Int(time))
  }

  /// Another reference for a context that takes the store over.
  @unsafe borrowing func shared() -> OpaquePointer {
    unsafe X509_STORE_up_ref(store)
    return unsafe store
  }

  /// Takes certificates of any purpose: who signs a document need not have one for mail.
  borrowing func acceptAnyPurpose() { unsafe X509_STORE_set_purpose(store, Int32(X509_PURPOSE_ANY)) }

  /// For a call that only reads.
  @unsafe borrowing func borrowed() -> OpaquePointer { unsafe store }
}
