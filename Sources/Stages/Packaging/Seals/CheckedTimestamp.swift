import Diagnostics
package import Digests
package import Rows
package import Signatures

/// A timestamp held against the file that it covers and the authorities that someone trusts.
package struct CheckedTimestamp: Hashable, Sendable {
  /// The file's name, and the name of the file that it covers.
  package let file: String
  package let covers: String
  /// When the authority saw the file; nil if the token cannot be read.
  package let time: Instant?
  package let problems: [PackProblem]
  /// Whether its authority is one of those given.
  package let isTrusted: Bool

  /// Without authorities the imprint is checked, and the time counts for nothing.
  package init(
    _ bytes: [UInt8], file: String, covers: String, digest: Digest, authorities: borrowing CertificateStore?
  ) {
    self.file = file
    self.covers = covers
    do throws(Diagnostic) {
      let response = try TimestampResponse(bytes, name: file)
      time = Instant(microseconds: response.time * 1_000_000)
      if response.imprint != digest {
        problems = [PackProblem(.timeImprint, file, "it was made for another file than '\(covers)'")]
        isTrusted = false
        return
      }
      let isSigned: Bool? =
        switch authorities {
        case .some(let store): response.isSigned(under: store)
        case .none: nil
        }
      isTrusted = isSigned == true
      problems = isSigned == false ? [PackProblem(.timeChain, file, "no given authority stands behind it")] : []
    } catch {
      time = nil
      isTrusted = false
      problems = [PackProblem(.timeImprint, file, error.message)]
    }
  }
}
