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

    init(path: String, content: any RandomAccessBytes, digest: Digest) {
      self.path = path
      self.content = content
      self.digest = digest
    }

    init(path: String, content: [UInt8]) {
      self.init(path: path, content: content, digest: SHA256.digest(of: content))
    }
  }

  private var sealPath: String { options.seal ?? SealNames.seal(of: zip) }

  /// What an authority may stand behind, file by file.
  private struct Authorised {
    var timestamps: [CheckedTimestamp] = []
    var certificates: [CheckedCertificate] = []
  }

  /// The pack's list of files could be read; whether all is well with it does not matter here.
  func check(_ report: VerificationReport) throws(Diagnostic) -> CheckedSeals {
    let keys = try keys(options.keys)
    let reviewers = try self.keys(options.reviewers)
    let members = PackMembers(archive)
    let seal = try optional(sealPath, limit: Envelope.sizeLimit, isNamed: options.seal != nil)
    let chain = try chain(members, report)
    var covered = [Covered(path: zip, content: archive, digest: report.pack)]
    if let seal { covered.append(Covered(path: sealPath, content: seal)) }
    let authorised = try authorised(covered)
    let statement = try? SealStatement(of: members, report)
    let checked = CheckedSeals(
      seal: statement.flatMap { statement in
        seal.map {
          SealCheck.check(
            $0, name: Paths.name(of: sealPath), keys: keys, required: options.required, against: statement)
        }
      },
      timestamps: authorised.timestamps, certificates: authorised.certificates,
      signOffs: try statement.map { statement throws(Diagnostic) in try signOffs(keys, reviewers, statement) } ?? [],
      chain: chain)
    return statement == nil ? checked : checked.missing(missing(from: checked, keys, reviewers))
  }

  /// What the reader has a key or an authority for, or says that it expects, and is not there.
  private func missing(
    from seals: CheckedSeals, _ keys: [VerificationKey], _ reviewers: [VerificationKey]
  ) -> [PackProblem] {
    var missing = seals.seal == nil && !keys.isEmpty ? [CheckedSeals.missingSeal(Paths.name(of: sealPath))] : []
    if options.authorities != nil, options.expected.isEmpty, seals.timestamps.isEmpty, seals.certificates.isEmpty {
      missing.append(CheckedSeals.nothingCertified(Paths.name(of: zip)))
    }
    missing += ExpectedSeal.allCases.filter { options.expects($0) && !seals.has($0) }.map {
      CheckedSeals.missing($0, Paths.name(of: zip))
    }
    let signed = Set(seals.signOffs.filter(\.problems.isEmpty).flatMap(\.signers))
    if !reviewers.allSatisfy({ signed.contains($0.identity) }) { missing.append(CheckedSeals.missingSignOff) }
    return missing
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

  /// Timestamps over each file, the signatures over it, and the timestamps over those.
  private func authorised(_ covered: [Covered]) throws(Diagnostic) -> Authorised {
    let authorities = try authorities()
    var all = Authorised()
    for covered in covered {
      if let stamp = try timestamp(over: covered, authorities) { all.timestamps.append(stamp) }
      let path = SealNames.certificateSignature(of: covered.path)
      guard let bytes = try optional(path, limit: DetachedSignature.sizeLimit) else { continue }
      let stamp = try timestamp(over: Covered(path: path, content: bytes), authorities)
      if let stamp { all.timestamps.append(stamp) }
      all.certificates.append(
        CheckedCertificate(
          bytes, file: Paths.name(of: path), covers: Paths.name(of: covered.path), content: covered.content,
          authorities: authorities, at: judgedTime(stamp)))
    }
    return all
  }

  /// A signature existed when a trusted authority saw it; that its zip existed says nothing of when it was signed.
  private func judgedTime(_ stamp: CheckedTimestamp?) -> JudgedTime? {
    if let stamp, stamp.isTrusted, let time = stamp.time { return JudgedTime(time, timestamp: stamp.file) }
    return options.at.map { JudgedTime($0.start, timestamp: nil) }
  }

  private func timestamp(
    over covered: Covered, _ authorities: borrowing CertificateStore?
  ) throws(Diagnostic) -> CheckedTimestamp? {
    let file = SealNames.timestamp(of: covered.path)
    guard let bytes = try optional(file, limit: TimestampResponse.sizeLimit) else { return nil }
    return CheckedTimestamp(
      bytes, file: Paths.name(of: file), covers: Paths.name(of: covered.path), digest: covered.digest,
      authorities: authorities)
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
