import Bytes
package import Diagnostics
package import Digests
import Zip

/// A file of a pack.
package struct Artifact: Hashable, Sendable {
  /// Relative to the pack's folder.
  package let name: String
  package let bytes: [UInt8]
  package let sha256: Digest

  package init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    sha256 = SHA256.digest(of: bytes)
  }
}

/// The files of a pack: in the order of their names' bytes, each once, under names that every system takes.
package struct Contents: Sendable {
  package let artifacts: [Artifact]

  /// Refuses names against the rules, names that are the same where case does not count, and the manifest and SHA256SUMS,
  /// which sealing makes.
  package init(_ artifacts: [Artifact] = []) throws(Diagnostic) {
    for artifact in artifacts {
      if let problem = EntryName.problem(with: artifact.name) {
        throw Diagnostic("the pack cannot hold '\(artifact.name)': \(problem.message)", hint: "rename the file")
      }
      guard artifact.name != PackFormat.sums, artifact.name != PackFormat.manifest else {
        throw Diagnostic("the pack makes its own '\(artifact.name)'", hint: "rename the file")
      }
    }
    if let problem = EntryName.collisions(among: artifacts.map(\.name)).first {
      throw Diagnostic("the pack cannot hold '\(problem.entry)': \(problem.message)", hint: "rename one of the two")
    }
    self.artifacts = artifacts.sortedByBytes(of: \.name)
  }

  package func adding(_ more: [Artifact]) throws(Diagnostic) -> Contents {
    try Contents(artifacts + more)
  }

  package subscript(_ name: String) -> Artifact? {
    artifacts.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// The digest that reports carry; final once every fact is in.
  package var factsDigest: Digest { SHA256Sums(of: artifacts).factsDigest }
}
