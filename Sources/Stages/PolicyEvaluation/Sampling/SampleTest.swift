import AuditModel
import Bytes
import Digests
import Rows

/// A records gate whose records are tested by sample.
///
/// The items that are drawn carry the testers' results. Where the gate has an attribute test of its own, all records are
/// held against it: one that was not drawn and fails is no deviation of the sample, but it is known, and counts.
struct SampleTest {
  let plan: SamplePlan
  let gate: Gate
  let kind: DatasetKind
  let fields: [String]
  /// Whether the gate has an attribute test of its own.
  let isTested: Bool

  private typealias Member = (kept: RecordsFold.Kept, exception: GateException)
  private typealias Ranked = (rank: String, member: Member)

  /// What the tests of the drawn items came to.
  private struct Outcome {
    var deviations: [GateException] = []
    var untested = 0
  }

  func decide(_ seen: RecordsFold, tolerance: Double, _ evidence: Evidence) -> GateDecision {
    let members = seen.members.map { (kept: $0, exception: RecordsGate.exception($0, evidence)) }
    let exhibit = SampleDraw.population(
      members.map {
        Sample.Item(id: $0.exception.id, rank: "", origin: $0.exception.origin, values: $0.exception.values)
      },
      fields: fields)
    let digest = SHA256.digest(of: exhibit).hexadecimal
    if let obstacle = obstacle(members, digest) {
      return GateDecision(gate: gate, decision: .indeterminate, reason: "no sample can be drawn: \(obstacle)")
    }
    let ranked = members.map {
      (rank: SampleDraw.rank(seed: plan.seed, digest: digest, id: $0.exception.id), member: $0)
    }.sorted { $0.rank < $1.rank }
    let drawn = Array(ranked.prefix(plan.size))
    let outcome = outcome(of: drawn, evidence)
    let others = ranked.dropFirst(plan.size).map(\.member).filter { !$0.kept.why.isEmpty }.map(\.exception)
      .sorted { ($0.origin.file, $0.origin.ordinal) < ($1.origin.file, $1.origin.ordinal) }
    let tested = TestedPopulation(
      dataset: kind.name, population: seen.population,
      exceptionCount: Int64(outcome.deviations.count + others.count), exceptions: outcome.deviations + others,
      fields: fields, tolerance: tolerance, sample: sample(drawn, digest, exhibit))
    let (decision, reason) = judgement(
      outcome, drawn: drawn.count, others: others.count, population: seen.population, tolerance: tolerance)
    return GateDecision(gate: gate, decision: decision, reason: reason, tested: tested)
  }

  /// Why nothing can be drawn; nil if something can.
  private func obstacle(_ members: [Member], _ digest: String) -> String? {
    if Set(members.map { Array($0.exception.id.utf8) }).count != members.count {
      return "the ids of the population are not unique"
    }
    guard let stated = plan.digest, stated != digest else { return nil }
    return "the population's digest is \(digest), and the policy states \(stated)"
  }

  private func outcome(of drawn: [Ranked], _ evidence: Evidence) -> Outcome {
    let results = results(evidence)
    var outcome = Outcome()
    for (_, member) in drawn {
      let item = member.exception
      let result = results[Array(item.id.utf8)]
      if !member.kept.why.isEmpty {
        outcome.deviations.append(item)
      } else if let result, result.isDeviation {
        outcome.deviations.append(
          GateException(
            id: item.id, origin: item.origin, why: "the tester found: \(result.word)", values: item.values, at: item.at)
        )
      } else if result == nil, !isTested {
        outcome.untested += 1
      }
    }
    return outcome
  }

  /// A sample fails as soon as what was found is more than is tolerated, and passes only when every item is tested.
  private func judgement(
    _ outcome: Outcome, drawn: Int, others: Int, population: Int64, tolerance: Double
  ) -> (Decision, String) {
    let deviations = outcome.deviations.count
    let size = "\(drawn) of \(Words.count(population, "record")) drawn\(plan.digest == nil ? " by the preparer" : "")"
    let known =
      others == 0
      ? ""
      : "; \(Words.count(others, "record")) that \(others == 1 ? "was" : "were") not drawn \(others == 1 ? "is an exception" : "are exceptions") too"
    let fails =
      Double(deviations) > tolerance * Double(drawn) || Double(deviations + others) > tolerance * Double(population)
    if outcome.untested > 0 {
      let found = deviations == 0 ? "" : ", \(Words.count(deviations, "deviation")) among the others"
      return (fails ? .fail : .indeterminate, "\(size), \(outcome.untested) of them not tested yet\(found)\(known)")
    }
    let limit = SampleDraw.upperLimit(deviations: deviations, of: drawn)
    let bound = CellText.decimal((limit * 1000).rounded() / 10)
    return (
      fails ? .fail : .pass,
      "\(size), \(Words.count(deviations, "deviation")) among them; the rate is at most \(bound) % at 95 % confidence\(known)"
    )
  }

  private func sample(_ drawn: [Ranked], _ digest: String, _ exhibit: [UInt8]) -> Sample {
    Sample(
      id: plan.id ?? gate.id, size: drawn.count, basis: plan.basis, seed: plan.seed, populationDigest: digest,
      isCommitted: plan.digest != nil, populationExhibit: exhibit,
      items: drawn.map {
        Sample.Item(
          id: $0.member.exception.id, rank: $0.rank, origin: $0.member.exception.origin,
          values: $0.member.exception.values)
      })
  }

  /// What testers found, by item; of several results of one item the last one counts.
  private func results(_ evidence: Evidence) -> [[UInt8]: (word: String, isDeviation: Bool)] {
    let id = plan.id ?? gate.id
    var results: [[UInt8]: (word: String, isDeviation: Bool)] = [:]
    for row in evidence.tables["sample_results"]?.rows ?? [] {
      guard let name = row.text("sample"), name.utf8.elementsEqual(id.utf8), let item = row.text("item"),
        let result = row.text("result")
      else { continue }
      let word = String(result.lowercased().map { $0 == " " ? "_" : $0 })
      results[Array(item.utf8)] = (result, !["pass", "passed", "ok", "no_exception"].contains(word))
    }
    return results
  }
}
