package import Digests
package import Rows

/// What a pack was made from and by: the SLSA provenance of its manifest, without the times of the run.
package struct Provenance: Hashable, Sendable {
  package let parameters: Parameters
  /// The library versions that the release was tested with, in any order: constants of the program, never what was found
  /// on the machine.
  package let reference: [Component]
  /// 32 hexadecimal digits by which a key holder sees that a redaction key is the right one; nil without redaction.
  package let redactionKeyCheck: String?
  package let dependencies: [Dependency]
  /// Digests of the layers of each report; sealing adds that of the facts.
  package let byproducts: [Byproduct]
  /// The program's version.
  package let vouch: String

  package init(
    parameters: Parameters, reference: [Component], redactionKeyCheck: String? = nil, dependencies: [Dependency],
    byproducts: [Byproduct], vouch: String
  ) {
    self.parameters = parameters
    self.reference = reference
    self.redactionKeyCheck = redactionKeyCheck
    self.dependencies = dependencies
    self.byproducts = byproducts
    self.vouch = vouch
  }

  /// The values that the run was asked for, after overrides.
  package struct Parameters: Hashable, Sendable {
    /// The definition's file name, under which its copy lies in `definition/`.
    package let definition: String
    package let pack: String
    package let organization: String
    package let start: Day
    package let end: Day
    package let timeZone: String
    package let asOf: Day
    package let revision: String?
    /// The seed of each sample.
    package let seeds: [Component]
    package let strictMode: Bool
    package let includeSources: Bool

    package init(
      definition: String, pack: String, organization: String, start: Day, end: Day, timeZone: String, asOf: Day,
      revision: String?, seeds: [Component] = [], strictMode: Bool = false, includeSources: Bool = false
    ) {
      self.definition = definition
      self.pack = pack
      self.organization = organization
      self.start = start
      self.end = end
      self.timeZone = timeZone
      self.asOf = asOf
      self.revision = revision
      self.seeds = seeds
      self.strictMode = strictMode
      self.includeSources = includeSources
    }

    /// The revision where it is a whole Git commit, of either hash.
    var commit: String? {
      guard let revision, [40, 64].contains(revision.utf8.count),
        revision.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
      else { return nil }
      return revision
    }
  }

  /// A name with a text: a library with its version, a sample with its seed.
  package struct Component: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// An input of the run.
  package struct Dependency: Hashable, Sendable {
    /// `source/NAME/PATH`, `policy/NAME` and so on; `isKnown` has the list.
    package let name: String
    package let sha256: Digest
    package let bytes: Int64
    /// The file of the pack that is an exact copy of it; nil if none is.
    package let copy: String?

    package init(_ name: String, sha256: Digest, bytes: Int64, copy: String? = nil) {
      self.name = name
      self.sha256 = sha256
      self.bytes = bytes
      self.copy = copy
    }

    private static let names = [
      "waivers", "responses", "requests", "history", "previous", "supersedes", "theme", "citations",
    ]
    private static let folders = [
      "source/", "policy/", "narrative/", "template/", "font/", "icc/", "zone/", "preset/", "artifact/",
    ]

    /// Whether the name is one of those that the format has.
    var isKnown: Bool {
      Self.names.contains(name) || Self.folders.contains { name.hasPrefix($0) && name != $0 }
    }
  }

  /// The digest of something that the run made on the way.
  package struct Byproduct: Hashable, Sendable {
    package let name: String
    package let sha256: Digest

    /// A layer of a report; `file` is the report's name in the pack.
    package init(_ layer: Layer, of file: String, _ sha256: Digest) {
      self.init(name: "\(file)#\(layer.rawValue)", sha256: sha256)
    }

    init(name: String, sha256: Digest) {
      self.name = name
      self.sha256 = sha256
    }

    static let facts = "facts"
  }

  /// What is compared when a rebuilt report differs: the words, where glyphs stand, what the pages draw.
  package enum Layer: String, Sendable, CaseIterable {
    case model, glyphs, pages
  }
}
