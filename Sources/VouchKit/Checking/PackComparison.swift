import Bytes
import Diagnostics
import Digests
import JSON
import Packaging

/// Holds a rebuilt pack against the recorded one, layer by layer, and comes to a verdict.
struct PackComparison {
  let old: OpenedPack
  /// Of the recorded zip.
  let digest: Digest
  let new: SealedPack
  let manifest: RecordedManifest
  let versions: ComparedVersions

  /// The most differences that are listed of one file.
  private static let limit = 50

  func outcome() throws(Diagnostic) -> Reproduction {
    if digest == new.digests.pack { return try Reproduction(.identical) }
    let before = old
    let after = try OpenedPack(new.zip, name: "rebuilt pack")
    let facts = try factDifferences(before, after)
    let rebuilt = try RecordedManifest(after)
    let models = layerDifferences(rebuilt, layers: ["model"])
    var components = versions.differing
    if manifest.version != Vouch.version {
      components.insert("vouch \(manifest.version) (recorded), \(Vouch.version) (here)", at: 0)
    }
    if !facts.isEmpty || !models.isEmpty {
      return try Reproduction(.different, differences: facts + models, components: components)
    }
    if components.isEmpty {
      components = [
        versions.areKnown
          ? "no version differs: unexplained, a fault of the program"
          : "no buildinfo of this pack beside it: the versions that made it are not known"
      ]
    }
    return try Reproduction(
      .sameContent, differences: try fileDifferences(before, after, rebuilt), components: components)
  }

  /// Facts: files that came, went, or hold something else.
  private func factDifferences(_ before: OpenedPack, _ after: OpenedPack) throws(Diagnostic) -> [Reproduction
    .Difference]
  {
    var differences: [Reproduction.Difference] = []
    for file in Set(before.names + after.names).sortedByBytes() where PackFormat.isFact(file) {
      guard before.has(file), after.has(file) else {
        let kept = before.has(file)
        differences.append(
          .init(entry: file, place: "file", old: kept ? "there" : "absent", new: kept ? "absent" : "there"))
        continue
      }
      differences += try self.differences(of: file, before, after)
    }
    return differences
  }

  /// Where two versions of a fact differ: value by value in JSON, by the first line elsewhere; by its digest what is too
  /// large to be held.
  private func differences(
    of file: String, _ before: OpenedPack, _ after: OpenedPack
  ) throws(Diagnostic) -> [Reproduction.Difference] {
    let (old, new) = (try before.digest(of: file), try after.digest(of: file))
    if old == new { return [] }
    if file.hasSuffix(".json") {
      let (x, y) = (try before.json(file), try after.json(file))
      var found: [Reproduction.Difference] = []
      JSONDifference.collect(x, y, at: "", limit: PackComparison.limit) { place, old, new in
        found.append(.init(entry: file, place: place, old: old, new: new))
      }
      return found
    }
    let size = [before, after].compactMap { $0.members.size(of: file) }.max() ?? 0
    guard size <= PackFormat.heldSize else {
      return [.init(entry: file, place: "file", old: old.hexadecimal, new: new.hexadecimal)]
    }
    return [lineDifference(file, try before.bytes(file), try after.bytes(file))]
  }

  /// The first line in which two texts differ.
  private func lineDifference(_ file: String, _ a: [UInt8], _ b: [UInt8]) -> Reproduction.Difference {
    let (x, y) = (
      a.split(separator: 0x0A, omittingEmptySubsequences: false),
      b.split(separator: 0x0A, omittingEmptySubsequences: false)
    )
    let line = zip(x, y).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(x.count, y.count)
    func shown(_ lines: [ArraySlice<UInt8>]) -> String {
      line < lines.count ? String(decoding: lines[line].prefix(120), as: UTF8.self) : "end of file"
    }
    return .init(entry: file, place: "line \(line + 1)", old: shown(x), new: shown(y))
  }

  /// Reports whose layers have other digests.
  private func layerDifferences(_ rebuilt: RecordedManifest, layers: [String]) -> [Reproduction.Difference] {
    let names = Set(manifest.byproducts.keys).union(rebuilt.byproducts.keys).filter { name in
      layers.contains { name.hasSuffix("#" + $0) }
    }
    return names.sortedByBytes().compactMap { name in
      let (old, new) = (manifest.byproducts[name] ?? "absent", rebuilt.byproducts[name] ?? "absent")
      guard old != new, let mark = name.lastIndex(of: "#") else { return nil }
      return .init(entry: String(name[..<mark]), place: String(name[mark...]), old: old, new: new)
    }
  }

  /// For each file that differs, its first differing layer; the zip itself where all files are equal.
  private func fileDifferences(
    _ before: OpenedPack, _ after: OpenedPack, _ rebuilt: RecordedManifest
  ) throws(Diagnostic) -> [Reproduction.Difference] {
    var differences: [Reproduction.Difference] = []
    for file in before.names where file != PackFormat.sums && file != PackFormat.manifest {
      let (a, b) = (try before.digest(of: file), try after.digest(of: file))
      if a == b { continue }
      let layer = ["glyphs", "pages"].first {
        manifest.byproducts["\(file)#\($0)"] != rebuilt.byproducts["\(file)#\($0)"]
      }
      differences.append(
        .init(
          entry: file, place: layer.map { "#" + $0 } ?? "file", old: a.hexadecimal, new: b.hexadecimal))
    }
    if differences.isEmpty {
      differences.append(
        .init(
          entry: old.name, place: "zip", old: digest.hexadecimal, new: new.digests.pack.hexadecimal))
    }
    return differences
  }
}

/// Where two JSON values differ.
enum JSONDifference {
  /// Reports the path and both values of each difference, up to `limit` of them. Elements of the lists `decisions`,
  /// `metrics` and `sources` are named by their gate or name.
  static func collect(
    _ a: JSONValue, _ b: JSONValue, at path: String, limit: Int, _ report: (String, String, String) -> Void
  ) {
    var left = limit
    walk(a, b, path, &left, report)
  }

  private static func walk(
    _ a: JSONValue, _ b: JSONValue, _ path: String, _ left: inout Int, _ report: (String, String, String) -> Void
  ) {
    guard left > 0, a != b else { return }
    if let x = a.object, let y = b.object {
      var keys = x.keys
      keys += y.keys.filter { x[$0] == nil }
      for key in keys { walk(x[key] ?? .null, y[key] ?? .null, path.isEmpty ? key : "\(path).\(key)", &left, report) }
    } else if let x = a.array, let y = b.array {
      for index in 0..<max(x.count, y.count) {
        let (first, second) = (index < x.count ? x[index] : .null, index < y.count ? y[index] : .null)
        let label = (first["gate"] ?? first["name"] ?? second["gate"] ?? second["name"])?.string ?? String(index)
        walk(first, second, "\(path)[\(label)]", &left, report)
      }
    } else {
      left -= 1
      report(path, shown(a), shown(b))
    }
  }

  private static func shown(_ value: JSONValue) -> String {
    switch value {
    case .null: "absent"
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    case .double(let number): number.description
    case .string(let text): text
    case .array(let items): "a list of \(items.count)"
    case .object(let object): "an object of \(object.members.count)"
    }
  }
}
