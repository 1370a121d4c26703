import AuditModel
import DocumentModel
import Reporting
import Testing

/// The third source document's checklist: with one thing lacking, that point and no other loses its tick.
@Suite("Examiner's checklist") struct ExaminerChecklistTests {
  struct Lack: Sendable, CustomTestStringConvertible {
    let name: String
    /// Points without a tick, and words of the reason that the first of them gives.
    let points: [String]
    let words: String
    let change: @Sendable (inout ModelSample) -> Void

    init(_ name: String, _ points: [String], _ words: String, _ change: @escaping @Sendable (inout ModelSample) -> Void)
    {
      self.name = name
      self.points = points
      self.words = words
      self.change = change
    }

    var testDescription: String { name }
  }

  static let unexplained = "No N/A without an explanation"

  static let lacks: [Lack] = [
    Lack("no purpose", ["The model card is complete"], "not stated: purpose") {
      $0.governance = ModelSample.stated(purpose: nil)
    },
    Lack("no accuracy", ["Performance is measured"], "accuracy: undefined: there is no case") {
      $0.metrics[0] = ModelSample.figure("accuracy", nil)
    },
    Lack("no calibration", ["Calibration is measured"], "expected calibration error: not measured") {
      $0.metrics.remove(at: 3)
    },
    Lack("no fairness of one attribute", ["Fairness is measured"], "by sex: undefined") {
      $0.metrics[8] = ModelSample.figure("equalized_odds_difference", nil, attribute: "sex")
    },
    Lack("no attributions", ["Decisions are explained", unexplained], "no attributions are exported") {
      $0.explanations = nil
    },
    Lack("a declined case without a reason", ["Decisions are explained"], "1 of 1 (100.0%) declined cases") {
      $0.explanations = .init(importance: [], reasons: [.init(id: "c1", principal: [])])
    },
    Lack("race left out with a reason", ["Analysed by race"], "'ethnicity' is left out: not collected") {
      $0.groups.removeFirst()
      $0.excluded = [.init(name: "ethnicity", words: "not collected")]
    },
    Lack("no column of the sex", ["Analysed by gender"], "no column of the predictions says it") {
      $0.groups.remove(at: 1)
    },
    Lack("an undeclared age", ["Analysed by age", unexplained], "'applicantAge' is exported and not declared") {
      $0.groups.removeLast()
      $0.undeclared = ["applicantAge"]
    },
    Lack("one sex only", ["Analysed by gender"], "its cases are all of one group") {
      $0.groups[1] = ("sex", [("f", 200)])
    },
    Lack("a gate's figure without an interval", ["Confidence intervals are reported"], "without one: accuracy") {
      $0.decisions[0] = ModelSample.decided("accuracy", .pass, interval: nil)
    },
    Lack("a gate's figure without its sample size", ["Sample sizes are reported"], "without one: accuracy") {
      $0.decisions[0] = ModelSample.decided("accuracy", .pass, n: nil)
    },
    Lack("no limitation", ["Assumptions and edge cases listed"], "no limitation is stated") {
      $0.governance = ModelSample.stated(limitations: [])
    },
    Lack("no assumption", ["Assumptions and edge cases listed"], "no assumption is stated") {
      $0.governance = ModelSample.stated(assumptions: [])
    },
    Lack("no revision", ["Provenance: revision (git SHA)"], "states no 'revision'") { $0.revision = nil },
    Lack("a revision that is no commit", ["Provenance: revision (git SHA)"], "'v2.0' is no commit hash") {
      $0.revision = "v2.0"
    },
    Lack("no version", ["Provenance: versions"], "states no version") { $0.version = nil },
    Lack("an export without a digest", ["Provenance: hashes of the data"], "without one: predictions") {
      $0.exportDigest = ""
    },
    Lack("an artifact without a digest", ["Provenance: hashes of the data"], "without one: artifact 'prep'") {
      $0.artifacts = [ModelArtifact(name: "prep", path: "prep.pkl", sha256: nil)]
    },
    Lack("no seed", ["The figures can be made again"], "states no seed") { $0.seed = nil },
    Lack("an undecided gate", ["Gates have a pass or fail status"], "undecided: accuracy (indeterminate)") {
      $0.decisions[0] = ModelSample.decided(
        "accuracy", .indeterminate, responses: [ModelSample.response("accuracy")])
    },
    Lack(
      "a section that nobody asked for",
      [
        "Fairness is measured", "Analysed by race", "Analysed by gender",
        "Analysed by age", "Confidence intervals are reported", "Sample sizes are reported", "No section is missing",
      ],
      "no document has the section 'group_fairness'"
    ) { $0.sections.removeAll { $0 == "group_fairness" } },
    Lack("a section that no other point needs", ["No section is missing"], "'recourse'") {
      $0.sections.removeAll { $0 == "recourse" }
    },
    Lack("a gate that does not apply and no rationale", [unexplained], "its policy gives no rationale") {
      $0.decisions[0] = ModelSample.decided("accuracy", .notApplicable)
    },
    Lack("no reference inputs", [unexplained], "drift was not assessed") { $0.drift = [] },
    Lack("a small group", ["No group is under 30"], "sex: f has 29 cases, fewer than 30") {
      $0.groups[1] = ("sex", [("f", 29), ("m", 171)])
    },
    Lack("a wide interval", ["No interval is wider than 0.2"], "wider than 0.2") {
      $0.decisions[0] = ModelSample.decided("accuracy", .pass, interval: (0.1, 0.31))
    },
    Lack("a failed gate", ["No failure without mitigation"], "without a waiver") {
      $0.decisions[0] = ModelSample.decided("accuracy", .fail)
    },
    Lack(
      "a reason that carries race", ["No protected attribute as a reason"],
      "carries the protected attribute 'race'"
    ) {
      $0.explanations = .init(
        importance: [], reasons: [.init(id: "c1", principal: [.init(feature: "postcode", contribution: -1)])])
    },
  ]

  private func points(_ sample: ModelSample) async throws -> [ExaminerChecklist.Point] {
    let (facts, audit) = try await sample.made()
    return ExaminerChecklist(facts, audit).points
  }

  @Test func `an audit that lacks nothing has every point ticked`() async throws {
    let points = try await points(ModelSample())
    #expect(points.count == 22)
    #expect(points.filter { !$0.isMet }.map(\.because) == [])
    #expect(points.allSatisfy { !$0.found.isEmpty && !$0.sections.isEmpty })
  }

  @Test(arguments: lacks) func `what is lacking takes its tick, and no other`(lack: Lack) async throws {
    var sample = ModelSample()
    lack.change(&sample)
    let unmet = try await points(sample).filter { !$0.isMet }
    #expect(unmet.map(\.asks) == lack.points)
    #expect(unmet.first?.because.contains(lack.words) == true, "\(unmet.first?.because ?? "")")
  }

  @Test func `a section without its figures ticks nothing`() async throws {
    var sample = ModelSample()
    sample.metrics = []
    sample.decisions = []
    sample.explanations = nil
    let met = try await points(sample).filter(\.isMet).map(\.asks)
    for asks in [
      "Performance is measured", "Calibration is measured", "Fairness is measured", "Decisions are explained",
      "Confidence intervals are reported", "Sample sizes are reported", "Gates have a pass or fail status",
    ] { #expect(!met.contains(asks)) }
  }

  @Test func `a failed gate with a response is mitigated`() async throws {
    var sample = ModelSample()
    sample.decisions[0] = ModelSample.decided("accuracy", .fail, responses: [ModelSample.response("accuracy")])
    #expect(try await points(sample).allSatisfy(\.isMet))
  }

  /// Intervals are named with their limits, and with the sections and files where they stand.
  @Test func `a point says what was found, and where`() async throws {
    let points = try await points(ModelSample())
    let intervals = try #require(points.first { $0.asks == "Confidence intervals are reported" })
    #expect(
      intervals.because
        == "accuracy 0.100 to 0.200; expected_calibration_error 0.100 to 0.200; demographic_parity_difference 0.100 to 0.200"
    )
    #expect(intervals.sections == ["model_performance", "model_calibration", "group_fairness"])
    #expect(intervals.files == ["metrics.json"])
  }

  @Test func `the page names the page of each section once it is known`() async throws {
    var sample = ModelSample()
    sample.sections = ["model_card", "examiner_checklist"]
    let (facts, _) = try await sample.made()
    let place = ReportPlace(report: "Model report", file: "reports/model-report.html", anchor: "model_card", page: 7)
    let document = try #require(
      try ReportSample.documents(facts.with(material: facts.material.with(places: [place]))).first)
    let heading = try #require(
      document.blocks.firstIndex(of: .heading(level: 1, text: "Examiner's checklist", anchor: "examiner_checklist")))
    #expect(document.blocks[heading - 1] == .pageBreak)
    let table = try #require(ReportSample.tables(document).last)
    let card = try #require(table.rows.first { $0[0].map(\.words).joined() == "The model card is complete" })
    #expect(card[1] == [.status("yes", .good)])
    #expect(card[3] == [.link("Model card", to: .anchor("model_card")), .text(", p.\u{A0}7")])
  }
}
