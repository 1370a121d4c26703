import Digests
import Zip

/// The files of a pack as its zip holds them, without trust in any list.
package struct PackMembers: Sendable {
  /// The pack's folder; nil if there is not one.
  package let root: String?
  /// Names relative to the root, in the order of the zip.
  package let names: [String]
  private let archive: [UInt8]
  private let entries: [[UInt8]: ZipEntry]

  /// What is wrong with the zip's headers.
  package let problems: [PackProblem]

  /// Reads the headers; nothing is unpacked yet.
  package init(_ archive: [UInt8]) {
    let scan = ZipScan(archive)
    let root = scan.root
    problems = scan.problems.map { PackProblem($0, root: root) }
    let prefix = root.map { $0.utf8.count + 1 } ?? 0
    let named = scan.entries.map { (name: String($0.name.utf8.dropFirst(prefix)) ?? $0.name, entry: $0) }
    self.root = root
    self.archive = archive
    names = named.map(\.name)
    entries = Dictionary(named.map { (Array($0.name.utf8), $0.entry) }, uniquingKeysWith: { first, _ in first })
  }

  package func has(_ name: String) -> Bool { entries[Array(name.utf8)] != nil }

  /// The digest of a file, or nil if it does not unpack, which is reported.
  func digest(of name: String, _ problems: inout [PackProblem]) -> Digest? {
    guard let entry = entries[Array(name.utf8)] else { return nil }
    var digests = StreamedDigest()
    do throws(ZipProblem) {
      try ZipData.read(entry, of: archive) { digests.add($0) }
    } catch {
      problems.append(PackProblem(error, root: root))
      return nil
    }
    return digests.value
  }

  /// All bytes of a file; nil if there is no such file, or if it does not unpack.
  package func bytes(_ name: String) -> [UInt8]? {
    entries[Array(name.utf8)].flatMap { try? ZipData.bytes(of: $0, in: archive) }
  }
}

/// A running digest that a closure can feed.
private struct StreamedDigest {
  private final class State {
    var hash = SHA256()
  }

  private let state = State()

  mutating func add(_ part: ArraySlice<UInt8>) { state.hash.update(part) }

  var value: Digest { state.hash.current() }
}
