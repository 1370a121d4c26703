import Bytes
import Diagnostics
import Digests
import Packaging

extension Vouch {
  /// Unpacks an intact pack as a BagIt bag (RFC 8493) into a new folder, and returns the folder.
  ///
  /// The payload is the pack's folder as it is, so that its own SHA256SUMS still holds. The bag carries no date of its
  /// making: the same pack gives the same bag.
  public static func exportBag(_ path: String, to folder: String) throws(Diagnostics) -> String {
    // A slash at the end would put what is written for the time being inside the folder.
    let folder = Paths.withoutEndingSlash(folder)
    do throws(Diagnostic) {
      let pack = try ComparedPack(path)
      if FolderWalk.exists(folder) {
        throw Diagnostic("'\(folder)' is there already", hint: "name a folder that is not")
      }
      let temporary = folder + ".tmp"
      if FolderWalk.exists(temporary) {
        throw Diagnostic("'\(temporary)' is left over from an earlier run", hint: "remove it")
      }
      for file in try Bag(pack).files {
        let target = Paths.join(temporary, file.name)
        try FileWriting.makeFolders(for: target)
        try file.write(to: target)
      }
      try FileWriting.move(temporary, to: folder)
      return folder
    } catch {
      throw Diagnostics(error)
    }
  }
}

/// The files of a bag, in the order in which they are written.
private struct Bag {
  let files: [File]

  struct File {
    let name: String
    let content: Content

    enum Content {
      case text(String)
      case member(String, of: OpenedPack)
    }

    func write(to path: String) throws(Diagnostic) {
      switch content {
      case .text(let text): try FileWriting.replace(path, with: Array(text.utf8))
      case .member(let name, let pack):
        try FileWriting.replace(path) { (write) throws(Diagnostic) in try pack.read(name, visit: write) }
      }
    }
  }

  init(_ compared: ComparedPack) throws(Diagnostic) {
    let pack = compared.pack
    var payload: [(file: File, line: String)] = []
    var octets = 0
    for name in pack.names.sortedByBytes() {
      octets += pack.members.size(of: name) ?? 0
      let file = File(name: "data/" + name, content: .member(name, of: pack))
      payload.append((file, "\(try pack.digest(of: name))  \(file.name)\n"))
    }
    let tags = [
      ("bag-info.txt", Bag.about(compared, octets: octets, files: payload.count)),
      ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
      ("manifest-sha256.txt", payload.map(\.line).joined()),
    ]
    let sums = tags.map { "\(SHA256.digest(of: Array($0.1.utf8)))  \($0.0)\n" }.joined()
    files =
      payload.map(\.file) + (tags + [("tagmanifest-sha256.txt", sums)]).map { File(name: $0.0, content: .text($0.1)) }
  }

  private static func about(_ pack: ComparedPack, octets: Int, files: Int) -> String {
    let lines = [
      ("External-Identifier", "sha256:\(pack.report.pack.hexadecimal)"),
      ("External-Description", "Evidence pack, \(pack.manifest.period)"), ("Payload-Oxum", "\(octets).\(files)"),
      ("Bag-Software-Agent", "vouch \(Vouch.version)"),
    ]
    return lines.map { "\($0.0): \($0.1)\n" }.joined()
  }
}
