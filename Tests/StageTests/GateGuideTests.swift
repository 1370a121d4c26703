import AuditModel
import CEL
import Diagnostics
import Measurement
import PolicyEvaluation
import TestSupport
import Testing
import YAML

/// Every example of `docs/gates.md` is one that the program takes.
@Suite("The guide to gates") struct GateGuideTests {
  /// The YAML blocks of the guide, in their order.
  private func examples() throws -> [String] {
    let guide = String(decoding: try Checkout.bytes("docs/gates.md"), as: UTF8.self)
    return guide.split(separator: "```yaml\n").dropFirst().compactMap { block in
      block.firstRange(of: "```").map { String(block[..<$0.lowerBound]) }
    }
  }

  @Test func `every example is read without a complaint, and every kind has one`() throws {
    var kinds: Set<String> = []
    for example in try examples() {
      if example.hasPrefix("measures:") {
        #expect(try measures(example) == [])
      } else if example.hasPrefix("waivers:") || example.hasPrefix("responses:") {
        let policy = "policy_name: P\ngates: [{name: A full backup every day, records: backups, expect: 'true'}]\n"
        let isWaiver = example.hasPrefix("waivers:")
        let trial = try PolicyTrial(
          policy, waivers: isWaiver ? example : nil, responses: isWaiver ? nil : example)
        #expect(trial.problems == [], "\(example)")
      } else {
        let trial = try PolicyTrial("policy_name: P\n" + example)
        #expect(trial.problems == [], "\(example)")
        kinds.formUnion(trial.decisions.map(\.gate.kind))
      }
    }
    #expect(
      kinds == ["metric", "records", "sequence", "cadence", "trend", "trigger", "all", "any", "not", "evidence"])
  }

  private func measures(_ text: String) throws -> [Diagnostic] {
    let file = try YAMLFile.parse(Array(text.utf8), name: "guide")
    let collector = DiagnosticCollector()
    var reader = MeasureReader(
      MeasureContext(kinds: DatasetKinds.all, constants: [], functions: [], zones: { _ in nil }), literals: [])
    #expect(!reader.read(YAMLMapping(file.root, of: file, what: "file", collector)).isEmpty)
    return collector.all
  }
}
