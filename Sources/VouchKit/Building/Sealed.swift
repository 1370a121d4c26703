import Bytes
import Diagnostics
import Digests
import Packaging
import Signatures

/// What a build does about seals: its own, and those of a pack that lies there already.
public struct Sealed: Sendable {
  /// The path of the private key; nil for no seal.
  public let key: String?
  /// Whether another pack that is sealed may be replaced.
  public let replaces: Bool

  public init(key: String? = nil, replaces: Bool = false) {
    self.key = key
    self.replaces = replaces
  }

  /// The seals that a new pack leaves without a subject, to be removed once it is written; a pack that someone has sealed is
  /// replaced only on demand.
  ///
  /// The same bytes again keep their seals.
  func obsolete(by bytes: [UInt8], at zip: String) throws(Diagnostic) -> [String] {
    let beside = try covering(zip)
    if beside.isEmpty || isSame(bytes, zip) { return [] }
    guard replaces else {
      throw Diagnostic(
        "'\(zip)' is sealed, and the new pack is another one", at: Location(file: zip),
        hint: "write elsewhere with -o, or remove it and its seals with --replace")
    }
    return beside
  }

  /// Refuses a key that cannot sign before anything is made.
  func check() throws(Diagnostics) {
    guard let key else { return }
    do throws(Diagnostic) {
      _ = try SigningKey(pem: try FileSource(name: key, path: key).readAll(limit: Limits.key), name: key).publicKey
    } catch {
      throw Diagnostics(error)
    }
  }

  /// The seal of the pack that was written.
  func seal(_ zip: String) throws(Diagnostic) -> String? {
    guard let key else { return nil }
    do throws(Diagnostics) { return try Vouch.sign(zip, key: key) } catch {
      throw error.all.first ?? Diagnostic("'\(zip)' cannot be sealed")
    }
  }

  /// The seal, timestamps, signatures and sign-offs that lie beside a zip.
  private func covering(_ zip: String) throws(Diagnostic) -> [String] {
    let folder = Paths.folder(of: zip)
    let name = Paths.name(of: zip)
    let seal = SealNames.seal(of: name)
    let signed = [name, seal]
    let stamped = signed + signed.map(SealNames.certificateSignature)
    let known = Set(stamped.dropFirst() + stamped.map(SealNames.timestamp))
    return (FolderWalk.list(folder) ?? []).filter { known.contains($0) || SealNames.isSignOff($0, of: name) }
      .sortedByBytes()
      .map { Paths.join(folder, $0) }
  }

  private func isSame(_ bytes: [UInt8], _ zip: String) -> Bool {
    guard FolderWalk.exists(zip), let old = try? SHA256.digest(reading: RegularFile(zip, name: zip)) else {
      return false
    }
    return old == SHA256.digest(of: bytes)
  }
}
