import Foundation
import TestSupport
import Testing

@Suite("Comparing packs") struct DiffTests {
  private struct DiffJSON: Decodable {
    let verdict: String
    let causes: [String: [String]]
    let differences: [Difference]

    struct Difference: Decodable {
      let subject: String
      let id: String
      let field: String
      let old: String
      let new: String
      let causes: [String]
    }

    func first(_ id: String, _ field: String) -> Difference? { differences.first { $0.id == id && $0.field == field } }
  }

  private func diff(_ pack: SmallPack) throws -> DiffJSON {
    let run = try pack.vouch("diff", "old.zip", "small-2024q1.zip", "--format", "json")
    return try JSONDecoder().decode(DiffJSON.self, from: Data(run.outBytes))
  }

  private func packs(_ change: (SmallPack) throws -> Void) throws -> SmallPack {
    let pack = try SmallPack()
    try pack.workspace.write("old.zip", try pack.workspace.bytes("small-2024q1.zip"))
    try change(pack)
    try pack.build()
    return pack
  }

  @Test func `a pack is the same as itself`() throws {
    let pack = try packs { _ in }
    let run = try pack.vouch("diff", "old.zip", "small-2024q1.zip")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("same"))
    #expect(try diff(pack).differences.isEmpty)
  }

  @Test func `data and policy are told apart, gate by gate`() throws {
    let pack = try packs { pack in
      try pack.workspace.edit("users.csv", "u2,b@example.com,active,false", "u2,b@example.com,active,true")
      try pack.workspace.edit("policy.yaml", "size(reviewers) > 0", "size(reviewers) > 1")
    }
    let report = try diff(pack)
    #expect(report.verdict == "differs")
    #expect(report.causes == ["data": ["source/users/users.csv"], "policy": ["policy/policy.yaml"]])
    let mfa = try #require(report.first("mfa", "decision"))
    #expect([mfa.old, mfa.new] == ["fail", "pass"])
    #expect(mfa.causes == ["data"])
    let reviewed = try #require(report.first("reviewed", "decision"))
    #expect([reviewed.old, reviewed.new] == ["pass", "fail"])
    #expect(reviewed.causes == ["policy"])
    #expect(report.first("mfa", "exceptions that went")?.old == "u2")
    #expect(report.first("reviewed", "exceptions that came")?.new == "c1")
    #expect(report.first("A-1", "standing")?.causes == ["data"])
  }

  @Test func `a waiver that is all that changed is the cause alone`() throws {
    let pack = try packs { pack in
      try pack.workspace.write(
        "waivers.yaml",
        """
        waivers:
          - id: W-1
            gate: mfa
            reason: tokens are on their way
            compensating_control: office network only
            monitoring_plan: weekly list
            owner: Ann
            approver: Bob
            approver_role: executive
            approved_on: 2023-01-01
            expires_on: 2024-06-30

        """)
      try pack.workspace.edit("pack.yaml", "policies: [policy.yaml]", "policies: [policy.yaml]\nwaivers: waivers.yaml")
    }
    let mfa = try #require(try diff(pack).first("mfa", "decision"))
    #expect([mfa.old, mfa.new] == ["fail", "waived"])
    #expect(mfa.causes == ["waiver"])
  }

  @Test func `a gate that came and one that went`() throws {
    let pack = try packs { pack in
      try pack.workspace.edit("policy.yaml", "name: MFA,", "name: Second factor,")
    }
    let report = try diff(pack)
    #expect(report.first("mfa", "gate that went")?.causes == ["policy"])
    #expect(report.first("second-factor", "gate that came")?.new == "fail")
  }

  @Test func `a later as-of date is the definition's doing`() throws {
    let pack = try packs { try $0.workspace.edit("pack.yaml", "2024-04-05", "2024-04-06") }
    let run = try pack.vouch("diff", "old.zip", "small-2024q1.zip")
    #expect(run.status == 1)
    #expect(run.out.contains("as of 2024-04-05 → 2024-04-06"))
    #expect(run.out.contains("[definition]"))
  }

  @Test func `what only describes a pack is no cause of a decision`() throws {
    let pack = try packs { pack in
      try pack.workspace.edit("pack.yaml", "period:", "supersedes: old.zip\nperiod:")
      try pack.workspace.edit("pack.yaml", "title: Small evidence", "title: Small evidence, corrected")
      try pack.workspace.edit("users.csv", "u2,b@example.com,active,false", "u2,b@example.com,active,true")
    }
    let report = try diff(pack)
    #expect(report.first("mfa", "decision")?.causes == ["data"])
    #expect(report.causes["definition"] == ["pack.yaml: supersedes, title", "the pack that 'supersedes' names"])
  }

  @Test func `a source that is read otherwise is the definition's doing, for its own gates alone`() throws {
    let pack = try packs { pack in
      try pack.workspace.edit(
        "pack.yaml", "users: {path: users.csv, kind: users}",
        "users: {path: users.csv, kind: users, where: \"record.id != 'u2'\"}")
      try pack.workspace.edit("changes.csv", "feature,a,b", "feature,a,")
    }
    let report = try diff(pack)
    #expect(report.first("mfa", "decision")?.causes == ["definition"])
    #expect(report.first("reviewed", "decision")?.causes == ["data"])
    #expect(report.first("users", "used")?.causes == ["definition"])
  }

  @Test func `another theme is the tool's doing, and changes files alone`() throws {
    let pack = try SmallPack()
    try pack.workspace.write("old.zip", try pack.workspace.bytes("small-2024q1.zip"))
    for folder in ["templates", "policies", "presets"] { try pack.workspace.copy(folder, to: "share/" + folder) }
    let blocks = try pack.workspace.text("share/templates/theme.yaml")
    try pack.workspace.write("share/templates/theme.yaml", "# of another office\n" + blocks)
    try pack.build(["--share", pack.path("share")])
    let report = try diff(pack)
    #expect(report.causes == ["tool": ["theme"]])
    #expect(report.differences.allSatisfy { $0.subject == "file" && $0.causes == ["tool"] })
  }

  @Test func `the page escapes what the packs say`() throws {
    let pack = try packs { try $0.workspace.edit("policy.yaml", "Firm 4.2", "<b>4.3</b>") }
    let run = try pack.vouch("diff", "old.zip", "small-2024q1.zip", "--format", "html")
    #expect(run.status == 1)
    #expect(run.out.contains("&lt;b&gt;4.3&lt;/b&gt;"))
    #expect(!run.out.contains("<b>"))
    #expect(!run.out.contains("<script"))
  }

  @Test func `what is not intact is not compared`() throws {
    let pack = try packs { _ in }
    try pack.workspace.write("old.zip", try pack.workspace.bytes("old.zip") + [0])
    let run = try pack.vouch("diff", "old.zip", "small-2024q1.zip")
    #expect(run.status == 2)
    #expect(run.err.contains("not intact"))
  }
}
