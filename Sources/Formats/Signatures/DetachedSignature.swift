package import Bytes
import CCrypto
package import Diagnostics
import Digests

/// A detached CMS signature (RFC 5652): the holder of a certificate has signed some data.
@safe package struct DetachedSignature: ~Copyable {
  private let message: OpaquePointer

  /// The most bytes of a signature that are read.
  package static let sizeLimit = 1 << 20

  /// Reads DER, as `openssl cms -sign -binary -outform DER` writes it.
  package init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    OpenSSL.start()
    let memory = MemoryBIO(bytes)
    guard let message = unsafe d2i_CMS_bio(memory.bio, nil) else {
      ERR_clear_error()
      throw Diagnostic(
        "'\(name)' is no CMS signature", at: Location(file: name),
        hint: "openssl cms -sign -binary -outform DER -in FILE -out FILE.p7s -signer cert.pem -inkey key.pem")
    }
    unsafe self.message = message
  }

  deinit { unsafe CMS_ContentInfo_free(message) }

  /// Whether the signature over `data` holds, whoever's certificate it is.
  package borrowing func holds(for data: any RandomAccessBytes) -> Bool {
    let content = ContentBIO(data)
    let flags = UInt32(CMS_BINARY) | UInt32(CMS_NO_SIGNER_CERT_VERIFY)
    let isValid =
      unsafe CMS_get0_type(message).map { unsafe OBJ_obj2nid($0) } == NID_pkcs7_signed
      && CMS_verify(message, nil, nil, content.bio, nil, flags) == 1
    ERR_clear_error()
    return isValid
  }

  /// Whether the signature holds and its certificate leads to one of `authorities`, judged at `time`, in seconds since
  /// 1970.
  package borrowing func holds(
    for data: any RandomAccessBytes, under authorities: borrowing CertificateStore, at time: Int64
  ) -> Bool {
    let content = ContentBIO(data)
    authorities.judge(at: time)
    authorities.acceptAnyPurpose()
    let isValid = unsafe CMS_verify(message, nil, authorities.borrowed(), content.bio, nil, UInt32(CMS_BINARY)) == 1
    ERR_clear_error()
    return isValid
  }
}
