import Bytes
import Diagnostics
import Digests
import Packaging
import Rows
import Signatures

/// What lies beside a zip, found by its name and held against it.
struct SealFiles {
  let zip: String
  let archive: RegularFile
  let options: VerifyOptions

  /// A file that something beside it can cover.
  private struct Covered {
    let path: String
    let content: any RandomAccessBytes
    let digest: Digest
  }

  private var sealPath: String { options.seal ?? SealNames.seal(of: zip) }

  /// The pack's list of files could be read; whether all is well with it does not matter here.
  func check(_ report: VerificationReport) throws(Diagnostic) -> CheckedSeals {
    let keys = try keys(options.keys)
    let reviewers = try self.keys(options.reviewers)
    let authorities = try authorities()
    let members = PackMembers(archive)
    let seal = try optional(sealPath, limit: Envelope.sizeLimit, isNamed: options.seal != nil)
    let chain = try chain(members, report)
    var covered = [Covered(path: zip, content: archive, digest: report.pack)]
    if let seal { covered.append(Covered(path: sealPath, content: seal, digest: SHA256.digest(of: seal))) }
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
    if options.authorities != nil, timestamps.isEmpty, certificates.isEmpty {
      missing.append(CheckedSeals.nothingCertified(Paths.name(of: zip)))
    }
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
    _ covered: [Covered], _ authorities: borrowing CertificateStore?
  ) throws(Diagnostic) -> [CheckedTimestamp] {
    var timestamps: [CheckedTimestamp] = []
    for covered in covered {
      let file = SealNames.timestamp(of: covered.path)
      guard let bytes = try optional(file, limit: TimestampResponse.sizeLimit) else { continue }
      timestamps.append(
        CheckedTimestamp(
          bytes, file: Paths.name(of: file), covers: Paths.name(of: covered.path), digest: covered.digest,
          authorities: authorities))
    }
    return timestamps
  }

  private func certificates(
    _ covered: [Covered], _ authorities: borrowing CertificateStore?, at time: Instant?
  ) throws(Diagnostic) -> [CheckedCertificate] {
    var certificates: [CheckedCertificate] = []
    for covered in covered {
      let file = SealNames.certificateSignature(of: covered.path)
      guard let bytes = try optional(file, limit: DetachedSignature.sizeLimit) else { continue }
      certificates.append(
        CheckedCertificate(
          bytes, file: Paths.name(of: file), covers: Paths.name(of: covered.path), content: covered.content,
          authorities: authorities, at: time))
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
      let (pack, report) = try OpenedPack.intact(path)
      links.append(try ChainLink(pack.members, report, name: path))
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
