import Bytes
import Diagnostics
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

  func bytes(_ file: String) throws(Diagnostic) -> [UInt8] {
    guard let bytes = members.bytes(file) else {
      throw Diagnostic(
        "the pack has no readable '\(file)'", at: Location(file: name),
        hint: "'vouch verify \(name)' says what is wrong with it")
    }
    return bytes
  }

  func json(_ file: String) throws(Diagnostic) -> JSONValue { try JSONParser.parse(try bytes(file), name: file) }
}
