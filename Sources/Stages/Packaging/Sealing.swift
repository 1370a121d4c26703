import Bytes
package import Diagnostics
package import Digests
import JSON
import Zip

/// The three digests of a pack; they are always printed with their names.
package struct PackDigests: Hashable, Sendable {
  /// Of the zip: equal when the container is the same too.
  package let pack: Digest
  /// Of SHA256SUMS: equal when every file is the same.
  package let content: Digest
  /// Of the facts' lines of SHA256SUMS: equal when the conclusions and their evidence are the same.
  package let facts: Digest
}

/// A pack as one archive.
package struct SealedPack: Sendable {
  package let zip: [UInt8]
  package let digests: PackDigests
}

/// The last steps of making a pack, each over everything made before: manifest, SHA256SUMS, zip.
package enum Sealing {
  /// The zip of `contents` within a folder of the name `root`.
  package static func seal(
    _ contents: Contents, root: String, provenance: Provenance
  ) throws(Diagnostic) -> SealedPack {
    let manifest = try manifest(contents, provenance)
    let sums = SHA256Sums(of: contents.artifacts + [manifest])
    let list = Artifact(PackFormat.sums, sums.bytes)
    let zip = try archive([list] + ordered(contents, manifest), root: root)
    return SealedPack(
      zip: zip,
      digests: PackDigests(pack: SHA256.digest(of: zip), content: list.sha256, facts: sums.factsDigest))
  }

  private static func manifest(_ contents: Contents, _ provenance: Provenance) throws(Diagnostic) -> Artifact {
    for dependency in provenance.dependencies {
      precondition(dependency.isKnown, "the format has no dependency '\(dependency.name)'")
    }
    let sums = SHA256Sums(of: contents.artifacts)
    let manifest = Manifest(subjects: sums.lines, provenance: provenance, facts: sums.factsDigest)
    return Artifact(PackFormat.manifest, try manifest.bytes())
  }

  private static func ordered(_ contents: Contents, _ manifest: Artifact) -> [Artifact] {
    (contents.artifacts + [manifest]).sortedByBytes(of: \.name)
  }

  /// What a reader of the pack would refuse to hold is not written.
  private static func checkHeld(_ artifact: Artifact) throws(Diagnostic) {
    guard PackFormat.isHeld(artifact.name) else { return }
    let hint = "narrow the records that gates test, or split the pack"
    guard artifact.bytes.count <= PackFormat.heldSize else {
      throw Diagnostic(
        "'\(artifact.name)' has \(artifact.bytes.count) bytes, and a reader holds \(PackFormat.heldSize)", hint: hint)
    }
    // Values stand between commas, colons and brackets: fewer bytes than twice their number cannot hold too many.
    guard artifact.name.hasSuffix("json"), artifact.bytes.count > 2 * PackFormat.heldValues else { return }
    do throws(Diagnostic) {
      _ = try JSONParser.parse(artifact.bytes, name: artifact.name, limits: PackFormat.held)
    } catch {
      throw Diagnostic(error.message, at: error.location, hint: hint)
    }
  }

  private static func archive(_ artifacts: [Artifact], root: String) throws(Diagnostic) -> [UInt8] {
    guard !root.contains("/") else {
      throw Diagnostic("pack name '\(root)' holds a '/'", hint: "a pack's name is one word for its folder and its zip")
    }
    var writer = ZipWriter()
    for artifact in artifacts {
      try checkHeld(artifact)
      let name = "\(root)/\(artifact.name)"
      if let problem = EntryName.problem(with: name) {
        throw Diagnostic("the pack cannot hold '\(name)': \(problem.message)", hint: "rename the pack or the file")
      }
      try writer.add(name, artifact.bytes, PackFormat.isStored(artifact.name) ? .store : .deflate)
    }
    let zip = try writer.finish()
    if let problem = ZipScan(zip).problems.first {
      throw Diagnostic("the zip would not verify: \(problem.message)", hint: "leave out files that compress too well")
    }
    return zip
  }
}
