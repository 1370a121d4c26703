package import Bytes
import Diagnostics
package import Rows
package import Signatures

/// A detached CMS signature held against the file that it covers.
package struct CheckedCertificate: Hashable, Sendable {
  /// The file's name, and the name of the file that it covers.
  package let file: String
  package let covers: String
  package let problems: [PackProblem]
  /// Whether its certificate leads to one of the given authorities.
  package let isTrusted: Bool

  /// Certificates are judged at `time`: that of a trusted timestamp, or the one that the reader gives; never now. Without
  /// it or without authorities the signature is checked, and says nothing about who made it.
  package init(
    _ bytes: [UInt8], file: String, covers: String, content: any RandomAccessBytes,
    authorities: borrowing CertificateStore?,
    at time: Instant?
  ) {
    self.file = file
    self.covers = covers
    do throws(Diagnostic) {
      let signature = try DetachedSignature(bytes, name: file)
      guard signature.holds(for: content) else {
        problems = [PackProblem(.cmsSignature, file, "it does not hold for '\(covers)'")]
        isTrusted = false
        return
      }
      let isTrusted: Bool? =
        switch authorities {
        case .some(let store): time.map { signature.holds(for: content, under: store, at: $0.microseconds / 1_000_000) }
        case .none: nil
        }
      self.isTrusted = isTrusted == true
      problems =
        isTrusted == false ? [PackProblem(.cmsSignature, file, "no given authority stands behind its certificate")] : []
    } catch {
      isTrusted = false
      problems = [PackProblem(.cmsSignature, file, error.message)]
    }
  }
}
