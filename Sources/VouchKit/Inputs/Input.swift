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
  /// For each source of the definition, its files in order.
  let sources: [[any ByteSource]]
  let design: Design
  /// The time-zone file of the calendar's zone; nil for UTC.
  let zone: Input?
  /// The packs that this one follows.
  let earlier: [EarlierPack]
}

/// How documents are made: the theme, the templates, the faces and the colour profile.
struct Design: Sendable {
  let theme: Input
  /// By file name, in the order of their bytes.
  let templates: [Input]
  /// In the order of the theme's faces; the label is the file's name.
  let faces: [Input]
  let colourProfile: Input
}
