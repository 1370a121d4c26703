/// Something about an archive that a pack's zip never has.
package struct ZipProblem: Error, Hashable, Sendable {
  package let code: Code
  /// The name of the entry, as far as it can be read; empty where the archive as a whole is meant.
  package let entry: String
  package let message: String

  package init(_ code: Code, entry: String = "", _ message: String) {
    self.code = code
    self.entry = entry
    self.message = message
  }

  package enum Code: String, Sendable, CaseIterable {
    /// No zip archive.
    case unreadable = "zip.unreadable"
    /// Bytes that belong to nothing: before, between or after the parts, comments, extra fields.
    case bytes = "zip.bytes"
    /// Parts that lie on top of one another.
    case overlap = "zip.overlap"
    /// A field of a header has another value than the format fixes, or the two headers of an entry differ.
    case header = "zip.header"
    /// An entry that is no plain file.
    case type = "zip.type"
    /// Entries in another order than the format fixes.
    case order = "zip.order"
    case duplicate = "zip.duplicate"
    case limit = "zip.limit"
    /// The bytes of an entry are not what its header says, or do not unpack.
    case data = "zip.data"
    /// A name that leads out of its folder, or to no file.
    case path = "name.path"
    /// A name with characters, a beginning, an end or a length that some system does not take.
    case charset = "name.charset"
    /// Names that are one file, or a file and a folder, on some system.
    case collision = "name.collision"
    /// An entry outside the one folder that all others lie in.
    case root = "name.root"
  }
}
