package import Bytes
import Diagnostics
package import Rows
package import Signatures

/// When a certificate is judged: when its signature is known to have existed, and never now.
package struct JudgedTime: Hashable, Sendable {
  package let time: Instant
  /// The file of the trusted timestamp over the signature; nil where the reader names the day, which shows nothing of when
  /// it was made.
  package let timestamp: String?

  package init(_ time: Instant, timestamp: String?) {
    self.time = time
    self.timestamp = timestamp
  }
}

/// A detached CMS signature held against the file that it covers.
package struct CheckedCertificate: Hashable, Sendable {
  /// The file's name, and the name of the file that it covers.
  package let file: String
  package let covers: String
  package let problems: [PackProblem]
  /// Whether its certificate leads to one of the given authorities.
  package let isTrusted: Bool
  /// When its certificate was judged; nil where that could not be done, and the signature says nothing about who made it.
  package let judged: JudgedTime?

  /// Without a time or without authorities the signature is checked all the same.
  package init(
    _ bytes: [UInt8], file: String, covers: String, content: any RandomAccessBytes,
    authorities: borrowing CertificateStore?, at time: JudgedTime?
  ) {
    self.file = file
    self.covers = covers
    do throws(Diagnostic) {
      let signature = try DetachedSignature(bytes, name: file)
      let isTrusted: Bool?
      switch authorities {
      case .some(let store):
        isTrusted = time.map { signature.holds(for: content, under: store, at: $0.time.microseconds / 1_000_000) }
      case .none: isTrusted = nil
      }
      self.isTrusted = isTrusted == true
      judged = isTrusted == nil ? nil : time
      problems =
        isTrusted == true ? [] : CheckedCertificate.problems(signature, file, covers, content, judged: judged)
    } catch {
      isTrusted = false
      judged = nil
      problems = [PackProblem(.cmsSignature, file, error.message)]
    }
  }

  /// Of a signature that no authority is known to stand behind.
  private static func problems(
    _ signature: borrowing DetachedSignature, _ file: String, _ covers: String, _ content: any RandomAccessBytes,
    judged: JudgedTime?
  ) -> [PackProblem] {
    guard signature.holds(for: content) else {
      return [PackProblem(.cmsSignature, file, "it does not hold for '\(covers)'")]
    }
    return judged.map {
      [PackProblem(.cmsSignature, file, "no given authority stands behind its certificate at \($0.time)")]
    } ?? []
  }
}
