package import AuditModel
import Bytes
import CSV
import Diagnostics
import Digests
import Rows
import YAML

/// How a sample is drawn: its size and why, the seed, and the population's digest that was published before the seed.
struct SamplePlan: Sendable {
  let id: String?
  let size: Int
  let basis: String?
  let seed: String
  let digest: String?

  /// How many items are drawn at most.
  static let sizeLimit = 100_000

  static func read(_ gate: YAMLMapping) -> SamplePlan? {
    guard let map = gate.mapping("sample", what: "sample") else { return nil }
    defer { map.finish() }
    let id = map.optionalString("id")
    let size = map.int("size")
    let basis = map.optionalString("basis")
    let seed = map.string("seed")
    let digest = map.optionalString("population_sha256")
    if let digest, Digest(hexadecimal: digest) == nil {
      map.error("'\(digest)' is no SHA-256", atKey: "population_sha256", hint: "write 64 lowercase hexadecimal digits")
    }
    if let seed, seed.utf8.contains(0x0A) { map.error("the seed has a line break", atKey: "seed") }
    guard let size, let seed else { return nil }
    guard (1...sizeLimit).contains(size) else {
      map.error("a sample has 1 to \(sizeLimit) items", atKey: "size")
      return nil
    }
    return SamplePlan(id: id, size: size, basis: basis, seed: seed, digest: digest)
  }
}

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

/// A records gate whose records are tested by sample.
struct SampleTest {
  let plan: SamplePlan
  let gate: Gate
  let kind: DatasetKind
  let fields: [String]
  /// Whether the gate has an attribute test of its own.
  let isTested: Bool

  func decide(_ seen: RecordsFold, tolerance: Double, _ evidence: Evidence) -> GateDecision {
    let members = seen.members.map { (kept: $0, exception: RecordsGate.exception($0, evidence)) }
    let exhibit = SampleDraw.population(
      members.map {
        Sample.Item(id: $0.exception.id, rank: "", origin: $0.exception.origin, values: $0.exception.values)
      },
      fields: fields)
    let digest = SHA256.digest(of: exhibit).hexadecimal
    func decided(_ decision: Decision, _ reason: String, _ tested: TestedPopulation? = nil) -> GateDecision {
      GateDecision(gate: gate, decision: decision, reason: reason, tested: tested)
    }
    guard Set(members.map { Array($0.exception.id.utf8) }).count == members.count else {
      return decided(.indeterminate, "no sample can be drawn: the ids of the population are not unique")
    }
    if let stated = plan.digest, stated != digest {
      return decided(
        .indeterminate, "no sample can be drawn: the population's digest is \(digest), and the policy states \(stated)")
    }
    let ranked = members.map {
      (rank: SampleDraw.rank(seed: plan.seed, digest: digest, id: $0.exception.id), member: $0)
    }
    .sorted { $0.rank < $1.rank }.prefix(plan.size)
    let id = plan.id ?? gate.id
    let results = self.results(id, evidence)
    var exceptions: [GateException] = []
    var untested = 0
    for (_, member) in ranked {
      let item = member.exception
      let result = results[Array(item.id.utf8)]
      if !member.kept.why.isEmpty {
        exceptions.append(item)
      } else if let result, result.isDeviation {
        exceptions.append(
          GateException(
            id: item.id, origin: item.origin, why: "the tester found: \(result.word)", values: item.values, at: item.at)
        )
      } else if result == nil, !isTested {
        untested += 1
      }
    }
    let sample = Sample(
      id: id, size: ranked.count, basis: plan.basis, seed: plan.seed, populationDigest: digest,
      isCommitted: plan.digest != nil, populationExhibit: exhibit,
      items: ranked.map {
        Sample.Item(id: $1.exception.id, rank: $0, origin: $1.exception.origin, values: $1.exception.values)
      })
    let tested = TestedPopulation(
      dataset: kind.name, population: seen.population, exceptionCount: Int64(exceptions.count), exceptions: exceptions,
      fields: fields, tolerance: tolerance, sample: sample)
    let drawn =
      "\(ranked.count) of \(Words.count(seen.population, "record")) drawn\(plan.digest == nil ? " by the preparer" : "")"
    let limit = SampleDraw.upperLimit(deviations: exceptions.count, of: ranked.count)
    let found =
      "\(drawn), \(Words.count(exceptions.count, "deviation")) among them; the rate is at most \(CellText.decimal((limit * 1000).rounded() / 10)) % at 95 % confidence"
    if exceptions.isEmpty, untested > 0 {
      return decided(.indeterminate, "\(drawn), \(untested) of them not tested yet", tested)
    }
    let rate = Double(exceptions.count) / Double(max(ranked.count, 1))
    return decided(rate <= tolerance ? .pass : .fail, found, tested)
  }

  /// What testers found, by item; of several results of one item the last one counts.
  private func results(_ sample: String, _ evidence: Evidence) -> [[UInt8]: (word: String, isDeviation: Bool)] {
    var results: [[UInt8]: (word: String, isDeviation: Bool)] = [:]
    for row in evidence.tables["sample_results"]?.rows ?? [] {
      guard let name = row.text("sample"), name.utf8.elementsEqual(sample.utf8), let item = row.text("item"),
        let result = row.text("result")
      else { continue }
      results[Array(item.utf8)] = (result, !["pass", "passed", "ok", "no_exception"].contains(result.lowercased()))
    }
    return results
  }
}
