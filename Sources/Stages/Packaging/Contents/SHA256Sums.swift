import Bytes
package import Digests
import Zip

/// The list of a pack's files with their digests, as `sha256sum` writes and checks it, in the order of the names' bytes.
package struct SHA256Sums: Hashable, Sendable {
  package let lines: [Line]

  package struct Line: Hashable, Sendable {
    package let name: String
    package let sha256: Digest

    /// `64 lowercase hexadecimal digits, two spaces, name, LF`.
    var text: String { "\(sha256.hexadecimal)  \(name)\n" }
  }

  init(of artifacts: [Artifact]) {
    lines = artifacts.map { Line(name: $0.name, sha256: $0.sha256) }.sortedByBytes(of: \.name)
  }

  /// Reads a list more strictly than `sha256sum`, which takes comments, capitals, binary marks, repeated names and `../`.
  ///
  /// Lines that cannot be read are reported and left out; a list has no more lines than a zip has files.
  init(_ bytes: [UInt8], _ problems: inout [PackProblem]) {
    var lines: [Line] = []
    var rest = bytes[...]
    var number = 0
    if bytes.isEmpty { problems.append(SHA256Sums.problem(.sumsSyntax, "list is empty")) }
    while !rest.isEmpty {
      number += 1
      guard number <= ZipLimits.entries else {
        problems.append(SHA256Sums.problem(.zipLimit, "list has more than \(ZipLimits.entries) lines"))
        break
      }
      let text = rest.prefix { $0 != 0x0A }
      let isWhole = text.endIndex < rest.endIndex
      rest = rest[text.endIndex...].dropFirst()
      guard isWhole, let line = Line(text) else {
        problems.append(SHA256Sums.problem(.sumsSyntax, "line \(number) is not 'digest, two spaces, name, line feed'"))
        continue
      }
      if let last = lines.last { SHA256Sums.compare(last, line, &problems) }
      lines.append(line)
    }
    self.lines = lines
  }

  private static func compare(_ last: Line, _ line: Line, _ problems: inout [PackProblem]) {
    if last.name.utf8.elementsEqual(line.name.utf8) {
      problems.append(PackProblem(.sumsDuplicate, line.name, "listed twice"))
    } else if !last.name.precedesInBytes(line.name) {
      problems.append(PackProblem(.sumsOrder, line.name, "listed after '\(last.name)'"))
    }
  }

  private static func problem(_ code: PackProblem.Code, _ message: String) -> PackProblem {
    PackProblem(code, PackFormat.sums, message)
  }

  /// The file's bytes.
  package var bytes: [UInt8] { lines.flatMap { Array($0.text.utf8) } }

  /// The digest of the list itself: equal when every file is the same.
  package var contentDigest: Digest { SHA256.digest(of: bytes) }

  /// The digest of the facts' lines: equal when the conclusions and their evidence are the same.
  package var factsDigest: Digest {
    SHA256.digest(of: lines.filter { PackFormat.isFact($0.name) }.flatMap { Array($0.text.utf8) })
  }
}

extension SHA256Sums.Line {
  fileprivate init?(_ text: ArraySlice<UInt8>) {
    let digits = text.prefix(64)
    let name = text.dropFirst(66)
    guard text.dropFirst(64).prefix(2).elementsEqual([0x20, 0x20]),
      let digest = Digest(hexadecimal: String(decoding: digits, as: UTF8.self)),
      let name = String(validating: name, as: UTF8.self), name != PackFormat.sums, EntryName.problem(with: name) == nil
    else { return nil }
    self.init(name: name, sha256: digest)
  }
}
