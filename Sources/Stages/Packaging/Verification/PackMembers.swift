package import Bytes
import Zip

/// The files of a pack as its zip holds them, without trust in any list.
package struct PackMembers: Sendable {
  /// The pack's folder; nil if there is not one.
  package let root: String?
  /// Names relative to the root, in the order of the zip.
  package let names: [String]
  /// The names, each once: of files of one name the first counts, and no other is unpacked.
  let distinctNames: [String]
  let archive: any RandomAccessBytes
  private let entries: [[UInt8]: ZipEntry]

  /// What is wrong with the zip's headers.
  package let problems: [PackProblem]

  /// Reads the headers; nothing is unpacked yet.
  package init(_ archive: any RandomAccessBytes) {
    let scan = ZipScan(archive)
    let root = scan.root
    problems = scan.problems.map { PackProblem($0, root: root) }
    let prefix = root.map { $0.utf8.count + 1 } ?? 0
    let named = scan.entries.map { (name: PackMembers.name($0.name, within: prefix), entry: $0) }
    self.root = root
    self.archive = archive
    names = named.map(\.name)
    var seen: Set<[UInt8]> = []
    distinctNames = names.filter { seen.insert(Array($0.utf8)).inserted }
    entries = Dictionary(named.map { (Array($0.name.utf8), $0.entry) }, uniquingKeysWith: { first, _ in first })
  }

  /// An entry's name below the root; an entry for the root itself keeps its own.
  private static func name(_ name: String, within prefix: Int) -> String {
    let rest = String(name.utf8.dropFirst(prefix)) ?? name
    return rest.isEmpty ? name : rest
  }

  package func has(_ name: String) -> Bool { entries[Array(name.utf8)] != nil }

  /// The bytes of a file when unpacked, as its header says; nil if there is no such file.
  package func size(of name: String) -> Int? { entries[Array(name.utf8)]?.size }

  /// Hands the bytes of a file to `visit`, part by part; nil if there is no such file, else the problem, if there is one.
  package func read(_ name: String, visit: (ArraySlice<UInt8>) -> Void) -> PackProblem? {
    guard let entry = entries[Array(name.utf8)] else { return nil }
    do throws(ZipProblem) {
      try ZipData.read(entry, of: archive, visit: visit)
      return nil
    } catch {
      return PackProblem(error, root: root)
    }
  }

  /// All bytes of a file; nil if there is no such file, or if it does not unpack.
  package func bytes(_ name: String) -> [UInt8]? {
    entries[Array(name.utf8)].flatMap { try? ZipData.bytes(of: $0, in: archive) }
  }

  /// All bytes of a file that a reader holds whole; nil also for one that is larger than such a file may be.
  func held(_ name: String) -> [UInt8]? {
    guard let size = size(of: name), size <= PackFormat.heldSize else { return nil }
    return bytes(name)
  }
}
