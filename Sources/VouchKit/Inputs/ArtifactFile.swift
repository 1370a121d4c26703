import AuditModel
import Bytes
import Diagnostics
import Digests
import Packaging

/// A file that the model was made with: hashed, compared with what the definition states, and not read otherwise.
struct ArtifactFile: Sendable {
  /// The name that the definition gives it.
  let name: String
  let digest: Digest
  let size: Int64

  private static let piece = 1 << 20

  /// Every artifact of the definition; one that is not what the definition states is an error.
  static func load(
    _ artifacts: [ModelArtifact], in folder: String, _ places: DefinitionPlaces, _ collector: DiagnosticCollector
  ) -> [ArtifactFile] {
    artifacts.compactMap { artifact in
      collector.catching { () throws(Diagnostic) in
        let file = try ArtifactFile(artifact, Paths.join(folder, artifact.path))
        guard artifact.sha256 == nil || artifact.sha256 == file.digest.hexadecimal else {
          throw Diagnostic(
            "artifact '\(artifact.name)' is not the file that the definition states: its SHA-256 is \(file.digest.hexadecimal)",
            at: artifact.sha256.flatMap(places.value), hint: "export it again, or state its own digest")
        }
        return file
      }
    }
  }

  /// What a manifest recorded, once its file has been found by its digest: nothing else is computed from it.
  static func recorded(_ manifest: RecordedManifest) -> [ArtifactFile] {
    manifest.named("artifact/").compactMap { wanted in
      Digest(hexadecimal: wanted.sha256).map {
        ArtifactFile(name: wanted.name, digest: $0, size: wanted.bytes)
      }
    }
  }

  private init(name: String, digest: Digest, size: Int64) {
    self.name = name
    self.digest = digest
    self.size = size
  }

  private init(_ artifact: ModelArtifact, _ path: String) throws(Diagnostic) {
    var reader = try FileSource(name: artifact.path, path: path).open()
    var hash = SHA256()
    var size: Int64 = 0
    var buffer: [UInt8] = []
    while true {
      buffer.removeAll(keepingCapacity: true)
      let count = try reader.read(into: &buffer, limit: ArtifactFile.piece)
      if count == 0 { break }
      hash.update(buffer)
      size += Int64(count)
    }
    self.init(name: artifact.name, digest: hash.finish(), size: size)
  }

  var dependency: Provenance.Dependency { Provenance.Dependency("artifact/" + name, sha256: digest, bytes: size) }
}
