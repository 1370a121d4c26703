import Digests
import Foundation
import Packaging
import TestSupport
import Testing

/// A pack that someone rewrites consistently: file, reports, list and manifest. What `verify` cannot find without a seal.
struct RewrittenPack {
  private var zip: ForgedZip

  init(_ bytes: [UInt8]) { zip = ForgedZip(plain: bytes) }

  var bytes: [UInt8] { zip.bytes }

  /// Puts another text into a file, and the digests that follow from it wherever the old ones stand.
  mutating func rewrite(_ name: String, _ old: String, _ new: String) throws {
    let before = try text("SHA256SUMS")
    let content = try member(name)
    let changed = replaced(content, old, new)
    #expect(changed.count != content.count || !changed.elementsEqual(content), "the rewriting does something")
    try put(name, changed)
    try relist([name])
    // Reports and the words for other tools name the digests of the facts and of the decisions.
    let digests = [(factsDigest(before), factsDigest(try text("SHA256SUMS")))] + [decisionsDigests(before)]
    let reports = names(before).filter { name in
      ["reports/", "interop/"].contains { name.hasPrefix($0) } || name == "index.html"
    }
    for report in reports {
      try put(report, digests.reduce(try member(report)) { replaced($0, $1.0, $1.1) })
    }
    try relist(reports)
    try put("manifest.json", replaced(try member("manifest.json"), digests[0].0, digests[0].1))
    try relist(["manifest.json"])
  }

  /// Puts the digests of files into the list and, but for its own, into the manifest.
  private mutating func relist(_ names: [String]) throws {
    for name in names {
      let sums = try text("SHA256SUMS")
      let old = digest(of: name, in: sums)
      let new = SHA256.digest(of: try member(name)).hexadecimal
      try put("SHA256SUMS", Array(sums.replacingOccurrences(of: "\(old)  \(name)\n", with: "\(new)  \(name)\n").utf8))
      if name != "manifest.json" { try put("manifest.json", replaced(try member("manifest.json"), old, new)) }
    }
  }

  private func decisionsDigests(_ before: String) -> (String, String) {
    (digest(of: "decisions.json", in: before), digest(of: "decisions.json", in: (try? text("SHA256SUMS")) ?? ""))
  }

  private func names(_ sums: String) -> [String] { sums.split(separator: "\n").map { String($0.dropFirst(66)) } }

  private func digest(of name: String, in sums: String) -> String {
    sums.split(separator: "\n").first { $0.dropFirst(66) == name }.map { String($0.prefix(64)) } ?? ""
  }

  private func factsDigest(_ sums: String) -> String {
    SHA256.digest(of: TamperedPackTests.factLines(sums)).hexadecimal
  }

  private func member(_ name: String) throws -> [UInt8] { try #require(PackMembers(zip.bytes).bytes(name)) }

  private func text(_ name: String) throws -> String { String(decoding: try member(name), as: UTF8.self) }

  private mutating func put(_ name: String, _ content: [UInt8]) throws {
    let index = try #require(zip.index(of: "/" + name))
    zip.entries[index] = ForgedZip.Entry(String(decoding: zip.entries[index].name, as: UTF8.self), content)
  }

  /// Bytes with every occurrence of a text replaced.
  private func replaced(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
    guard !old.isEmpty, old != new else { return bytes }
    var data = Data(bytes)
    var from = data.startIndex
    while let found = data.range(of: Data(old.utf8), in: from..<data.endIndex) {
      data.replaceSubrange(found, with: Data(new.utf8))
      from = found.lowerBound + new.utf8.count
    }
    return Array(data)
  }
}
