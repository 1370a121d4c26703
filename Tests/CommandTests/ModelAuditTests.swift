import Foundation
import TestSupport
import Testing

/// Commands over a copy of the credit model's fixture: strict mode, exhibits, notices, and the log of a portfolio.
@Suite("Model audit commands") struct ModelAuditTests {
  private func copy(_ edits: (old: String, new: String)...) throws -> Workspace {
    let workspace = try Workspace()
    try workspace.copy("fixtures/credit-model-2025q4", to: "credit")
    for edit in edits { try workspace.edit("credit/pack.yaml", edit.old, edit.new) }
    return workspace
  }

  private func run(_ arguments: String..., in workspace: Workspace) throws -> Program.Run {
    try Program.run(arguments, folder: workspace.url("credit"))
  }

  @Test(arguments: [
    ("  seed: 20251001\n  bootstrap: 1000\n", "", "strict mode: the model has no 'seed'"),
    ("  version: \"2.0\"\n", "", "strict mode: the model has no 'version'"),
    (
      ", sha256: 112f8a43deb04036626fe575c34963262feabb279ced58b0ef654d210c0de429", "",
      "strict mode: artifact 'coefficients' of the model states no 'sha256'"
    ),
    ("112f8a43", "112f8a44", "artifact 'coefficients' is not the file that the definition states"),
    ("materiality:", "materialty:", "unknown key 'materialty'"),
  ])
  func `strict mode refuses what cannot be made again`(old: String, new: String, message: String) throws {
    let found = try run("check", "pack.yaml", in: copy((old, new)))
    #expect(found.status == 2)
    #expect(found.err.contains(message))
    #expect(found.err.contains("pack.yaml:"))
  }

  @Test func `strict mode refuses inputs without a schema`() throws {
    let workspace = try copy()
    let text = try workspace.text("credit/pack.yaml")
    let (start, end) = (try #require(text.range(of: "  features:\n")), try #require(text.range(of: "  artifacts:")))
    try workspace.write("credit/pack.yaml", text.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: ""))
    let found = try run("check", "pack.yaml", in: workspace)
    #expect(found.status == 2)
    #expect(found.err.contains("strict mode: source 'features_train' has no schema"))
  }

  @Test func `strict mode refuses a protected attribute that nobody declared`() throws {
    let line = "    foreign_worker: 96 percent of the cases are of one group; too few of the other to say anything\n"
    let found = try run("build", "pack.yaml", "-o", "out", in: copy((line, "")))
    #expect(found.status == 2)
    #expect(found.err.contains("predictions.csv:1: error: strict mode: column 'foreign_worker'"))
  }

  @Test func `every declined case is in both exhibits, and every change was cheap enough`() throws {
    let pack = try BuiltPacks.creditModel.get()
    let codes = String(decoding: try pack.member("exhibits/reason-codes.csv"), as: UTF8.self).split(separator: "\n")
    #expect(codes.count == 74)
    #expect(codes[1].hasPrefix("GC0030,duration_months,-0.891987536,checking_account_status,-0.760582211,"))
    let changes = String(decoding: try pack.member("exhibits/recourse.csv"), as: UTF8.self).split(separator: "\n")
    #expect(Set(changes.dropFirst().map { $0.prefix { $0 != "," } }).count == 73)
    // As the solver of SciPy (HiGHS) found it.
    #expect(changes.contains("GC0060,0.196601202506,checking_account_status,A11,A14,1,0.530966970113,"))
  }

  @Test func `a notice names the reasons of its case, and no other`() throws {
    let pack = try BuiltPacks.creditModel.get()
    let notice = try Program.run([
      "letter", "adverse-action", pack.url.path(), "--case", "GC0030", "--date", "2026-01-20",
    ])
    #expect(notice.status == 0)
    #expect(notice.out.contains("Application GC0030"))
    #expect(!notice.out.contains("GC0060"))
    for reason in ["duration_months", "checking_account_status", "credit_amount", "property"] {
      #expect(notice.out.contains("- \(reason) ["))
    }
    // What Regulation B asks of a notice, and the FCRA where a report was used: said, or left to the sender.
    for part in [
      "Date: 2026-01-20", "Applicant: [to be filled in by the sender: name and address", "Creditor: Example Bank, [",
      "12 CFR 1002.9(a)(1)", "Action taken: ", "The principal reasons for this action are:",
      "The federal Equal Credit Opportunity Act prohibits creditors from discriminating", "marital status",
      "public assistance program", "any right under the Consumer Credit Protection Act",
      "The federal agency that administers compliance with this law concerning this creditor is [",
      "15 U.S.C. 1681m(a)", "did not make this decision", "free copy of the report", "within 60 days", "may dispute",
      "Credit score used: [", "range of possible scores", "Key factors", "15 U.S.C. 1681m(b)",
    ] { #expect(notice.out.contains(part), "\(part)") }
    #expect(!notice.out.contains("not to be sent"))
    let all = try Program.run(["letter", "adverse-action", pack.url.path()])
    #expect(all.out.split(separator: "\n").count { $0.hasPrefix("Application GC") } == 73)
    // Each protected reason is named, and marked: the marital status and sex in 8 cases, the age in the others.
    let marked = all.out.split(separator: "\n").filter { $0.contains("not to be sent before it is looked into") }
    #expect(marked.count { $0.hasPrefix("- personal_status_sex [") } == 8)
    #expect(marked.allSatisfy { $0.hasPrefix("- personal_status_sex [") || $0.hasPrefix("- age_years [") })
    let unknown = try Program.run(["letter", "adverse-action", pack.url.path(), "--case", "GC9999"])
    #expect(unknown.status == 2)
    #expect(unknown.err.contains("'GC9999' is no declined case of the pack"))
  }

  @Test func `a portfolio is made from the lines of several logs`() throws {
    let workspace = try copy()
    #expect(try run("build", "pack.yaml", "-o", "out", "--log", "one.jsonl", in: workspace).status == 1)
    try workspace.edit("credit/pack.yaml", "as_of: 2026-01-05", "as_of: 2026-01-06")
    try workspace.edit("credit/pack.yaml", "name: credit-v2", "name: another")
    #expect(try run("build", "pack.yaml", "-o", "out", "--log", "two.jsonl", in: workspace).status == 1)
    let lines = try workspace.text("credit/one.jsonl").split(separator: "\n")
    #expect(lines.count == 1)
    let entry = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(entry["model_id"] as? String == "credit-v2")
    #expect(entry["timestamp"] as? String == "2026-01-05")
    #expect(entry["passed"] as? Bool == false)
    #expect((entry["gates"] as? [[String: Any]])?.count == 4)
    let shown = try run("portfolio", "one.jsonl", "two.jsonl", "--html", "page.html", in: workspace)
    #expect(shown.status == 0)
    for words in ["credit-v2", "another", "Calibration Quality", "Demographic Parity"] {
      #expect(shown.out.contains(words))
      #expect(try workspace.text("credit/page.html").contains(words))
    }
  }
}
