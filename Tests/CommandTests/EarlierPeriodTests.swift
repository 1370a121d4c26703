import Foundation
import TestSupport
import Testing

/// The dashboard beside that of the pack before, where the definition names it.
@Suite("Earlier periods") struct EarlierPeriodTests {
  /// The small pack with a dashboard, and the quarter after it, whose second account has its second factor.
  private func quarters() throws -> SmallPack {
    let pack = try SmallPack()
    let definition = try pack.workspace.text("pack.yaml").replacing(
      "sections: [decisions, exceptions]", with: "sections: [decisions, dashboard]"
    ).replacing(
      "  changes: {path", with: "  tests: {path: tests.csv, kind: compliance_tests}\n  changes: {path")
    try pack.workspace.write("pack.yaml", definition)
    try pack.workspace.write(
      "tests.csv",
      """
      id,run_at,suite,name,status
      t1,2024-02-01T00:00:00Z,s,n,passed
      t2,2024-03-01T00:00:00Z,s,n,failed
      t3,2024-05-01T00:00:00Z,s,n,passed

      """)
    #expect(try pack.build().status == 1)
    try pack.workspace.write(
      "pack.yaml",
      definition.replacing("small-2024q1", with: "small-2024q2").replacing("Q1-2024", with: "Q2-2024")
        .replacing("2024-04-05", with: "2024-07-05") + "previous: small-2024q1.zip\n")
    try pack.workspace.write("users.csv", try pack.workspace.text("users.csv").replacing("false", with: "true"))
    #expect(try pack.build().status == 0)
    return pack
  }

  private func text(_ pack: SmallPack, _ name: String) throws -> String {
    try pack.tool("unzip", "-q", "-o", "small-2024q2.zip")
    return try pack.workspace.text("small-2024q2/" + name)
  }

  /// One of two tests did not fail in the first quarter, the only one in the second.
  @Test func `a figure shows its course, and a control what it came to before`() throws {
    let pack = try quarters()
    let page = try text(pack, "reports/report.html")
    #expect(page.contains("50.0%, 100.0%"))
    #expect(page.contains("A-1: to 2024-03-31 fail, to 2024-06-30 pass"))
    let periods = try text(pack, "periods.json")
    #expect(periods.contains("2024-01-01") && periods.contains("2024-06-30"))
  }

  @Test func `the pack is rebuilt without the pack before`() throws {
    let pack = try quarters()
    try FileManager.default.removeItem(at: pack.workspace.url("small-2024q1.zip"))
    let run = try pack.vouch("reproduce", "small-2024q2.zip", "--inputs", ".")
    #expect(run.status == 0, "\(run.out)\(run.err)")
  }
}
