import Bytes
import Digests

/// A small input that is held whole, under its label, with its digest.
struct Input: Sendable {
  let label: String
  let bytes: [UInt8]
  /// 64 lowercase hexadecimal digits.
  let sha256: String

  init(label: String, bytes: [UInt8]) {
    self.label = label
    self.bytes = bytes
    sha256 = SHA256.digest(of: bytes).hexadecimal
  }
}

/// Everything that a pack is made from. Two runs with equal inputs make equal packs, wherever the inputs came from.
struct PackInputs: Sendable {
  let definition: Input
  /// In the order of the definition.
  let policies: [Input]
  let supplements: PolicySupplements
  /// For each source of the definition, its files in order.
  let sources: [[any ByteSource]]
  let design: Design
  /// The time-zone file of the calendar's zone; nil for UTC.
  let zone: Input?
  /// Narratives and lists that the definition names, in its order, each path once.
  let attachments: [Attachment]
  /// The key of the pseudonyms; it enters no pack. Nil where the definition names none.
  let redactionKey: [UInt8]?
  /// The packs that this one follows.
  let predecessors: [Predecessor]
  /// The presets that sources begin from, and the time-zone files that their times are declared in.
  var presets: [Input] = []
  var sourceZones: [Input] = []
  /// The files that the model was made with.
  var artifacts: [ArtifactFile] = []

  /// A text that goes into reports as it is, and of which the pack holds a copy.
  struct Attachment: Sendable {
    enum Role: String, Sendable, CaseIterable {
      case narrative, requests, history
    }

    let role: Role
    /// Its label is the path that the definition has.
    let input: Input

    var dependency: String { role == .narrative ? "narrative/" + input.label : role.rawValue }
    var copy: String { "definition/" + Paths.name(of: input.label) }
  }

  func attachments(_ role: Attachment.Role) -> [Input] { attachments.filter { $0.role == role }.map(\.input) }
}

/// How documents are made: the theme, the templates, the faces and the colour profile.
struct Design: Sendable {
  let theme: Input
  /// By file name, in the order of their bytes; then the criteria and requirements.
  let templates: [Input]
  /// In the order of the theme's faces; none where nothing is drawn.
  let faces: [FaceFile]
  let colourProfile: Input
}
