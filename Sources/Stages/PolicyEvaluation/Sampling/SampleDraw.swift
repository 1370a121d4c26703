package import AuditModel
import Bytes
import CSV
import Digests

/// Draws items by hash, so that anybody can redo the draw (`docs/sampling.md`).
package enum SampleDraw {
  /// SHA-256 of the rank's text: 64 lowercase hexadecimal digits.
  package static func rank(seed: String, digest: String, id: String) -> String {
    SHA256.digest(of: Array("vouch-sample/1\n\(seed)\n\(digest)\n\(id)".utf8)).hexadecimal
  }

  /// The population exhibit: one row a record, in the order of the files. Its SHA-256 is the population digest.
  package static func population(_ members: [Sample.Item], fields: [String]) -> [UInt8] {
    var writer = CSVWriter(guardsFormulas: true)
    writer.append(["id", "source", "file", "line", "record"] + fields)
    for member in members {
      let origin = member.origin
      writer.append(
        [member.id, origin.source, origin.file, String(origin.line), String(origin.ordinal)] + member.values)
    }
    return writer.bytes
  }

  /// A sample of a population's items; nil if their ids are not unique.
  package static func draw(
    _ id: String, of members: [Sample.Item], fields: [String], size: Int, seed: String
  ) -> Sample? {
    guard Set(members.map { Array($0.id.utf8) }).count == members.count else { return nil }
    let exhibit = population(members, fields: fields)
    let digest = SHA256.digest(of: exhibit).hexadecimal
    let ranked = members.map { item in
      Sample.Item(
        id: item.id, rank: rank(seed: seed, digest: digest, id: item.id), origin: item.origin, values: item.values)
    }.sorted { $0.rank < $1.rank }.prefix(size)
    return Sample(
      id: id, size: ranked.count, basis: nil, seed: seed, populationDigest: digest, isCommitted: false,
      populationExhibit: exhibit, items: Array(ranked))
  }

  /// The largest rate of deviations that a sample leaves likely, at 95 %: the upper Clopper–Pearson bound, to 12
  /// decimals. (The rate at which so few deviations in so many items have a chance of 5 %.)
  package static func upperLimit(deviations: Int, of size: Int) -> Double {
    guard size > 0, deviations < size else { return 1 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if chance(ofAtMost: deviations, of: size, rate: middle) > 0.05 { low = middle } else { high = middle }
    }
    return (high * 1e12).rounded() / 1e12
  }

  /// The binomial distribution function above its mean, by products alone; 1 below, where it is at least a half.
  ///
  /// The factors of the last term are taken in an order that keeps the product from leaving the range of a double; the
  /// terms before it follow from it, and shrink.
  private static func chance(ofAtMost count: Int, of size: Int, rate: Double) -> Double {
    guard rate * Double(size) > Double(count) else { return 1 }
    var (term, left) = (1.0, size - count)
    for index in 0..<count {
      term *= Double(size - index) / Double(index + 1) * rate
      while term > 1, left > 0 {
        term *= 1 - rate
        left -= 1
      }
    }
    for _ in 0..<left { term *= 1 - rate }
    var sum = term
    for index in (0..<count).reversed() {
      term *= Double(index + 1) / Double(size - index) * ((1 - rate) / rate)
      sum += term
    }
    return sum
  }
}
