import Foundation
import TestSupport
import Testing

/// A pack of two gates over a handful of records, built in a moment, in a folder of its own.
struct SmallPack {
  let workspace: Workspace
  static let name = "small-2024q1"

  var zip: String { workspace.url(Self.name + ".zip").path() }
  func path(_ name: String) -> String { workspace.url(name).path() }

  init() throws {
    workspace = try Workspace()
    try workspace.write(
      "pack.yaml",
      """
      pack: small-2024q1
      title: Small evidence
      organization: Acme & Sons
      period: Q1-2024
      as_of: 2024-04-05
      sources:
        users: {path: users.csv, kind: users}
        changes: {path: changes.csv, kind: changes}
      policies: [policy.yaml]
      documents:
        - {name: Report, type: evidence, sections: [decisions, exceptions], formats: [html]}

      """)
    try workspace.write(
      "users.csv",
      """
      id,email,status,mfa_enrolled,created_at
      u1,a@example.com,active,true,2023-01-01T00:00:00Z
      u2,b@example.com,active,false,2023-01-01T00:00:00Z

      """)
    try workspace.write(
      "changes.csv", "id,merged_at,type,author,reviewers\nc1,2024-02-01T00:00:00Z,feature,a,b\n")
    try workspace.write(
      "policy.yaml",
      """
      policy_name: Firm
      version: 1
      effective_date: 2024-01-01
      citation: none
      controls:
        - {id: A-1, title: Sign-in, criteria: [{framework: soc2, id: CC6.1}]}
      gates:
        - {name: MFA, records: users, expect: mfa_enrolled == true, controls: [A-1], clause: "Firm 4.2"}
        - {name: Reviewed, records: changes, expect: "size(reviewers) > 0", severity: warning}

      """)
    #expect(try build().status == 1)
  }

  @discardableResult
  func build(_ more: [String] = []) throws -> Program.Run {
    try Program.run(["build", path("pack.yaml"), "-o", workspace.folder.path()] + more)
  }

  /// Runs the program in the pack's folder.
  func vouch(_ arguments: String...) throws -> Program.Run { try Program.run(arguments, folder: workspace.folder) }

  /// Runs another program there, which has to succeed.
  @discardableResult
  func tool(_ words: String...) throws -> Program.Run { try tool(words) }

  @discardableResult
  func tool(_ words: [String]) throws -> Program.Run {
    let run = try Program.command(["/usr/bin/env"] + words, folder: workspace.folder)
    #expect(run.status == 0, "\(words): \(run.out)\(run.err)")
    return run
  }

  /// An Ed25519 key pair `NAME.pem`, `NAME.pub`, made by openssl.
  func makeKey(_ name: String) throws {
    try tool("openssl", "genpkey", "-algorithm", "ed25519", "-out", name + ".pem")
    try tool("openssl", "pkey", "-in", name + ".pem", "-pubout", "-out", name + ".pub")
  }

  func report(_ arguments: String...) throws -> SealReport {
    let run = try Program.run(["verify", Self.name + ".zip", "--json"] + arguments, folder: workspace.folder)
    return try JSONDecoder().decode(SealReport.self, from: Data(run.outBytes))
  }
}

/// What `vouch verify --json` says, as far as seals go.
struct SealReport: Decodable {
  let verdict: String
  let trust: String
  let problems: [Problem]
  let seals: [Seal]

  struct Problem: Decodable {
    let code: String
  }

  struct Seal: Decodable {
    let kind: String
    let file: String
    let trusted: Bool
    let time: String?
    let verdict: String?
    let judgedAt: String?
    let judgedBy: String?

    enum CodingKeys: String, CodingKey {
      case kind, file, trusted, time, verdict
      case judgedAt = "judged_at"
      case judgedBy = "judged_by"
    }
  }

  var codes: [String] { problems.map(\.code) }
}
