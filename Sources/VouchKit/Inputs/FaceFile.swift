import Bytes
import Diagnostics
import Digests
import DocumentModel

/// A font file that the theme pins, which must be the very file that the theme was drawn with: another release moves every
/// line. It is large and held only while something is drawn.
struct FaceFile: Sendable {
  /// The file's name.
  let label: String
  let length: Int64
  let digest: Digest
  private let source: FileSource

  /// 64 lowercase hexadecimal digits.
  var sha256: String { digest.hexadecimal }

  /// Reads the file through; throws if it cannot be read or is not the one that is pinned.
  init(_ face: Theme.Face) throws(Diagnostic) {
    label = Paths.name(of: face.path)
    source = FileSource(name: face.path, path: face.path)
    var reader = try source.open()
    var hash = SHA256()
    var buffer: [UInt8] = []
    var length: Int64 = 0
    while try reader.read(into: &buffer, limit: FaceFile.step) > 0 {
      hash.update(buffer[...])
      length += Int64(buffer.count)
      if length > Int64(Limits.face) {
        throw Diagnostic("file is larger than \(Limits.face) bytes", at: Location(file: face.path))
      }
      buffer.removeAll(keepingCapacity: true)
    }
    self.length = length
    digest = hash.current()
    guard sha256 == face.sha256 else { throw FaceFile.other(face.path, wanted: face.sha256, found: digest) }
  }

  /// How much is read at once.
  private static let step = 256 << 10

  /// The file's content; throws if it is another one by now.
  func bytes() throws(Diagnostic) -> [UInt8] {
    let bytes = try source.readAll(limit: Limits.face)
    let found = SHA256.digest(of: bytes)
    guard found == digest else { throw FaceFile.other(source.path, wanted: sha256, found: found) }
    return bytes
  }

  private static func other(_ path: String, wanted: String, found: Digest) -> Diagnostic {
    Diagnostic(
      "the font '\(path)' is not the file that the theme pins", at: Location(file: "theme.yaml"),
      hint:
        "the theme has \(wanted), the file \(found.hexadecimal); install the fonts of Debian 12, or pin yours in a theme of your own"
    )
  }
}
