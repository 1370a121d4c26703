import Bytes
import Diagnostics
import Digests
import JSON
import Packaging

/// A pack that is open for reading, its files by name.
struct OpenedPack {
  /// The zip's path, or what else it is known as.
  let name: String
  let archive: any RandomAccessBytes
  let members: PackMembers

  /// Opens a zip on disk, of which only the headers are read.
  init(_ path: String) throws(Diagnostic) { try self.init(try RegularFile(path, name: path), name: path) }

  init(_ archive: any RandomAccessBytes, name: String) throws(Diagnostic) {
    self.name = name
    self.archive = archive
    members = PackMembers(archive)
    guard !members.names.isEmpty else {
      throw Diagnostic("'\(name)' is no pack", at: Location(file: name), hint: "name a zip that 'vouch build' wrote")
    }
  }

  /// An intact pack with the report that says so; any other is a diagnostic.
  static func intact(_ path: String) throws(Diagnostic) -> (pack: OpenedPack, report: VerificationReport) {
    let file = try RegularFile(path, name: path)
    let report = PackVerification.verify(file)
    guard report.verdict == .intact else {
      throw Diagnostic("'\(path)' is not intact", at: Location(file: path), hint: "'vouch verify \(path)' says why")
    }
    try file.checkUnchanged()
    return (try OpenedPack(file, name: path), report)
  }

  var names: [String] { members.names }

  func has(_ file: String) -> Bool { members.has(file) }

  /// All bytes of a file that is no larger than a reader holds.
  func bytes(_ file: String) throws(Diagnostic) -> [UInt8] {
    if let size = members.size(of: file), size > PackFormat.heldSize {
      throw Diagnostic(
        "'\(file)' has \(size) bytes, more than the \(PackFormat.heldSize) that are read whole",
        at: Location(file: name), hint: "unpack it with 'unzip'")
    }
    guard let bytes = members.bytes(file) else { throw unreadable(file) }
    return bytes
  }

  /// Hands the bytes of a file to `visit`, part by part, whatever its size; what was handed on counts for nothing where
  /// this throws.
  func read(_ file: String, visit: (ArraySlice<UInt8>) -> Void) throws(Diagnostic) {
    guard has(file), members.read(file, visit: visit) == nil else { throw unreadable(file) }
  }

  func digest(of file: String) throws(Diagnostic) -> Digest {
    var hash = SHA256()
    try read(file) { hash.update($0) }
    return hash.finish()
  }

  func json(_ file: String) throws(Diagnostic) -> JSONValue {
    guard let json = try members.json(file) else { throw unreadable(file) }
    return json
  }

  private func unreadable(_ file: String) -> Diagnostic {
    Diagnostic(
      "the pack has no readable '\(file)'", at: Location(file: name),
      hint: "'vouch verify \(name)' says what is wrong with it")
  }
}
