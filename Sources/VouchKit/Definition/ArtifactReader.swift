import AuditModel
import Diagnostics
import YAML

/// Reads `artifacts:` of a model: the files that it was made with, and the digests that they are stated to have.
enum ArtifactReader {
  /// `{pipeline: {path: prep.pkl, sha256: …}}`.
  static func read(_ model: YAMLMapping) -> [ModelArtifact] {
    guard let entries = model.mapping("artifacts") else { return [] }
    return entries.all().compactMap { entry in
      guard let artifact = entries.mapping(entry.name) else { return nil }
      let path = artifact.string("path")
      let digest = artifact.optionalString("sha256")
      if let digest, digest.utf8.count != 64 || !digest.utf8.allSatisfy({ isLowercaseHex($0) }) {
        artifact.error(
          "'sha256' must be 64 lowercase hexadecimal digits", atKey: "sha256", hint: "take it from sha256sum")
      }
      artifact.finish()
      return path.map { ModelArtifact(name: entry.name, path: $0, sha256: digest) }
    }
  }

  private static func isLowercaseHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// In strict mode every artifact states its digest.
  static func demandDigests(_ artifacts: [ModelArtifact], _ definition: YAMLMapping) {
    for artifact in artifacts where artifact.sha256 == nil {
      definition.error(
        "strict mode: artifact '\(artifact.name)' of the model states no 'sha256'", atKey: "model",
        hint: "add what sha256sum says of \(artifact.path), or take 'strict_mode' out")
    }
  }
}
