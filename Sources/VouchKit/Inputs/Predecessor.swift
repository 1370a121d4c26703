import Bytes
import Diagnostics
import Digests
import Packaging

/// A pack that another one follows, by its content digest.
struct Predecessor: Sendable {
  /// `previous` or `supersedes`.
  let role: String
  /// Of its list of files.
  let content: Digest
  /// The size of that list.
  let size: Int64

  /// What a definition names, opened and checked: nobody can be followed who is not intact.
  static func load(
    _ lineage: Lineage, in folder: String, _ collector: DiagnosticCollector
  ) -> [Predecessor] {
    [("previous", lineage.previous), ("supersedes", lineage.supersedes)].compactMap { role, path in
      guard let path else { return nil }
      return collector.catching { () throws(Diagnostic) in try Predecessor(role, Paths.join(folder, path)) }
    }
  }

  /// What a manifest recorded: the pack itself is not needed again.
  static func recorded(_ manifest: RecordedManifest) -> [Predecessor] {
    ["previous", "supersedes"].compactMap { role in
      guard let wanted = manifest.dependencies.first(where: { $0.name == role }),
        let digest = Digest(hexadecimal: wanted.sha256)
      else { return nil }
      return Predecessor(role: role, content: digest, size: wanted.bytes)
    }
  }

  private init(role: String, content: Digest, size: Int64) {
    self.role = role
    self.content = content
    self.size = size
  }

  private init(_ role: String, _ path: String) throws(Diagnostic) {
    let file = try RegularFile(path, name: path)
    guard PackVerification.verify(file).verdict == .intact, let list = PackMembers(file).bytes(PackFormat.sums) else {
      throw Diagnostic(
        "the pack '\(path)' that '\(role)' names is not intact", at: Location(file: path),
        hint: "'vouch verify \(path)' says why")
    }
    self.init(role: role, content: SHA256.digest(of: list), size: Int64(list.count))
  }

  /// What a pack says of its period and those before; nothing where it has no dashboard.
  static func history(_ path: String) throws(Diagnostic) -> [UInt8] {
    let members = PackMembers(try RegularFile(path, name: path))
    guard let bytes = members.bytes(PeriodsFile.name) else { return try PeriodsFile.bytes([]) }
    return bytes
  }

  var dependency: Provenance.Dependency { Provenance.Dependency(role, sha256: content, bytes: size) }
}
