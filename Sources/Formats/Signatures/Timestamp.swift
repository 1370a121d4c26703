import CCrypto
package import Diagnostics
package import Digests

/// The query by which a time-stamping authority is asked (RFC 3161): SHA-256 of the data, its certificate wanted in the
/// answer, no nonce, so that the same data gives the same query.
package enum TimestampQuery {
  /// DER of a TimeStampReq of version 1.
  package static func bytes(of digest: Digest) -> [UInt8] {
    let algorithm: [UInt8] = [0x30, 0x0D, 0x06, 0x09] + TimestampQuery.sha256 + [0x05, 0x00]
    let imprint = [0x30, UInt8(algorithm.count + 2 + Digest.byteCount)] + algorithm + [0x04, 0x20] + digest.bytes
    let body: [UInt8] = [0x02, 0x01, 0x01] + imprint + [0x01, 0x01, 0xFF]
    return [0x30, UInt8(body.count)] + body
  }

  /// The object identifier 2.16.840.1.101.3.4.2.1.
  private static let sha256: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
}

/// The answer of a time-stamping authority: some data existed at some time.
@safe package struct TimestampResponse: ~Copyable {
  private let response: OpaquePointer
  /// SHA-256 of the data.
  package let imprint: Digest
  /// Seconds since 1970-01-01T00:00:00Z.
  package let time: Int64

  /// The most bytes of an answer that are read.
  package static let sizeLimit = 1 << 20

  /// Reads the DER of a TimeStampResp that grants a token over a SHA-256.
  package init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    OpenSSL.start()
    let location = Location(file: name)
    let memory = MemoryBIO(bytes)
    guard let response = unsafe d2i_TS_RESP_bio(memory.bio, nil) else {
      ERR_clear_error()
      throw Diagnostic("'\(name)' is no timestamp response", at: location, hint: "an RFC 3161 answer in DER")
    }
    guard let statement = unsafe TS_RESP_get_tst_info(response) else {
      unsafe TS_RESP_free(response)
      throw Diagnostic("'\(name)' grants no timestamp", at: location, hint: "ask the authority again")
    }
    guard let imprint = unsafe TimestampResponse.imprint(statement), let time = unsafe TimestampResponse.time(statement)
    else {
      unsafe TS_RESP_free(response)
      throw Diagnostic(
        "the timestamp '\(name)' is not over a SHA-256", at: location,
        hint: "ask with the query that 'vouch timestamp request' writes")
    }
    unsafe self.response = response
    self.imprint = imprint
    self.time = time
  }

  deinit { unsafe TS_RESP_free(response) }

  /// Whether the authority's signature holds and its certificate leads to one of `authorities`, as of the token's time.
  package borrowing func isSigned(under authorities: borrowing CertificateStore) -> Bool {
    guard let context = unsafe TS_VERIFY_CTX_new() else { preconditionFailure("OpenSSL has no memory") }
    authorities.judge(at: time)
    unsafe TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_SIGNATURE))
    unsafe TS_VERIFY_CTX_set_store(context, authorities.shared())
    let isValid = unsafe TS_RESP_verify_response(context, response) == 1
    unsafe TS_VERIFY_CTX_free(context)
    ERR_clear_error()
    return isValid
  }

  private static func imprint(_ statement: OpaquePointer) -> Digest? {
    guard let imprint = unsafe TS_TST_INFO_get_msg_imprint(statement),
      let algorithm = unsafe TS_MSG_IMPRINT_get_algo(imprint),
      unsafe OBJ_obj2nid(algorithm.pointee.algorithm) == NID_sha256,
      let octets = unsafe TS_MSG_IMPRINT_get_msg(imprint),
      let data = unsafe ASN1_STRING_get0_data(octets)
    else { return nil }
    return unsafe Digest(bytes: Array(UnsafeBufferPointer(start: data, count: Int(ASN1_STRING_length(octets)))))
  }

  private static func time(_ statement: OpaquePointer) -> Int64? {
    guard let time = unsafe TS_TST_INFO_get_time(statement), let epoch = unsafe ASN1_TIME_set(nil, 0) else {
      return nil
    }
    var (days, seconds): (Int32, Int32) = (0, 0)
    let isKnown = unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1
    unsafe ASN1_STRING_free(epoch)
    return isKnown ? Int64(days) * 86400 + Int64(seconds) : nil
  }
}
