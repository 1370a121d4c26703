import Bytes
import Diagnostics
import Digests
import Packaging
import Rows
import Signatures

/// What lies beside a zip, found by its name and held against it.
struct SealFiles {
  let zip: String
  let bytes: [UInt8]
  let options: VerifyOptions

  private var sealPath: String { options.seal ?? SealNames.seal(of: zip) }

  /// The pack's list of files could be read; whether all is well with it does not matter here.
  func check(_ report: VerificationReport) throws(Diagnostic) -> CheckedSeals {
    let keys = try keys(options.keys)
    let reviewers = try self.keys(options.reviewers)
    let authorities = try authorities()
    let members = PackMembers(bytes)
    let seal = try optional(sealPath, limit: Envelope.sizeLimit, isNamed: options.seal != nil)
    let chain = try chain(members, report)
    var covered = [(zip, bytes)]
    if let seal { covered.append((sealPath, seal)) }
    let timestamps = try timestamps(covered, authorities)
    let judged = timestamps.first { $0.isTrusted }?.time ?? options.at?.start
    let certificates = try certificates(covered, authorities, at: judged)
    guard let statement = try? SealStatement(of: members, report) else {
      return CheckedSeals(timestamps: timestamps, certificates: certificates, chain: chain)
    }
    let checked = seal.map {
      SealCheck.check($0, name: Paths.name(of: sealPath), keys: keys, required: options.required, against: statement)
    }
    let signOffs = try signOffs(keys, reviewers, statement)
    let signed = Set(signOffs.filter(\.problems.isEmpty).flatMap(\.signers))
    var missing = checked == nil && !keys.isEmpty ? [CheckedSeals.missingSeal(Paths.name(of: sealPath))] : []
    if !reviewers.allSatisfy({ signed.contains($0.identity) }) { missing.append(CheckedSeals.missingSignOff) }
    return CheckedSeals(
      seal: checked, timestamps: timestamps, certificates: certificates, signOffs: signOffs, chain: chain,
      missing: missing)
  }

  private func keys(_ paths: [String]) throws(Diagnostic) -> [VerificationKey] {
    var keys: [VerificationKey] = []
    for path in paths { keys.append(try VerificationKey(pem: try read(path, limit: Limits.key), name: path)) }
    return keys
  }

  private func authorities() throws(Diagnostic) -> CertificateStore? {
    guard let path = options.authorities else { return nil }
    return try CertificateStore(pem: try read(path, limit: Limits.certificates), name: path)
  }

  private func timestamps(
    _ covered: [(String, [UInt8])], _ authorities: borrowing CertificateStore?
  ) throws(Diagnostic) -> [CheckedTimestamp] {
    var timestamps: [CheckedTimestamp] = []
    for (path, content) in covered {
      let file = SealNames.timestamp(of: path)
      guard let bytes = try optional(file, limit: TimestampResponse.sizeLimit) else { continue }
      timestamps.append(
        CheckedTimestamp(
          bytes, file: Paths.name(of: file), covers: Paths.name(of: path), digest: SHA256.digest(of: content),
          authorities: authorities))
    }
    return timestamps
  }

  private func certificates(
    _ covered: [(String, [UInt8])], _ authorities: borrowing CertificateStore?, at time: Instant?
  ) throws(Diagnostic) -> [CheckedCertificate] {
    var certificates: [CheckedCertificate] = []
    for (path, content) in covered {
      let file = SealNames.certificateSignature(of: path)
      guard let bytes = try optional(file, limit: DetachedSignature.sizeLimit) else { continue }
      certificates.append(
        CheckedCertificate(
          bytes, file: Paths.name(of: file), covers: Paths.name(of: path), content: content, authorities: authorities,
          at: time))
    }
    return certificates
  }

  private func signOffs(
    _ keys: [VerificationKey], _ reviewers: [VerificationKey], _ statement: SealStatement
  ) throws(Diagnostic) -> [CheckedSignOff] {
    let folder = Paths.folder(of: zip)
    let names = (FolderWalk.list(folder) ?? []).filter { SealNames.isSignOff($0, of: Paths.name(of: zip)) }
      .sortedByBytes()
    var signOffs: [CheckedSignOff] = []
    for name in names {
      let bytes = try read(Paths.join(folder, name), limit: Envelope.sizeLimit)
      signOffs.append(
        CheckedSignOff(
          bytes, file: name, keys: keys + reviewers, isExpected: !reviewers.isEmpty, against: statement))
    }
    return signOffs
  }

  /// The packs before this one are intact, and each is the one that its successor names.
  private func chain(_ members: PackMembers, _ report: VerificationReport) throws(Diagnostic) -> [PackProblem] {
    if options.chain.isEmpty { return [] }
    var links = [try ChainLink(members, report, name: zip)]
    for path in options.chain {
      let bytes = try read(path, limit: Limits.pack)
      let report = PackVerification.verify(bytes)
      guard report.verdict == .intact else {
        throw Diagnostic("'\(path)' is not intact", at: Location(file: path), hint: "'vouch verify \(path)' says why")
      }
      links.append(try ChainLink(PackMembers(bytes), report, name: path))
    }
    return ChainLink.problems(links)
  }

  private func read(_ path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
    try FileSource(name: path, path: path).readAll(limit: limit)
  }

  /// Nil if there is no such file, unless the reader has named it.
  private func optional(_ path: String, limit: Int, isNamed: Bool = false) throws(Diagnostic) -> [UInt8]? {
    if !isNamed, !FolderWalk.exists(path) { return nil }
    return try read(path, limit: limit)
  }
}
