package import Diagnostics
package import Digests
import JSON

/// `P.zip.buildinfo.json`: what was observed of the machine that made a pack, as a Statement on the zip.
///
/// It lies beside the pack and never in it: a harmless upgrade of a library must not change the pack's bytes.
package struct BuildInfo: Hashable, Sendable {
  /// The versions that the libraries say of themselves at run time.
  package let libraries: [Provenance.Component]
  /// The loaded object files by name, each with its GNU build id.
  package let objects: [Provenance.Component]
  /// Features of the processor that change the last bits of some results.
  package let processor: [String]

  package init(libraries: [Provenance.Component], objects: [Provenance.Component], processor: [String]) {
    self.libraries = libraries
    self.objects = objects
    self.processor = processor
  }

  /// The name of the file beside a zip.
  package static func name(beside zip: String) -> String { zip + ".buildinfo.json" }

  /// The statement's bytes, canonical JSON; `zip` is the zip's file name.
  package func bytes(zip: String, pack: Digest) throws(Diagnostic) -> [UInt8] {
    let predicate: JSONValue = [
      "libraries": .members(libraries.map { ($0.name, .string($0.value)) }),
      "objects": .array(objects.map { ["name": .string($0.name), "build_id": .string($0.value)] }),
      "processor": .array(processor.map { .string($0) }),
    ]
    let subject = SHA256Sums.Line(name: zip, sha256: pack)
    return try CanonicalJSON.write(Statement.json([subject], type: PackFormat.buildInfoType, predicate))
  }
}
