import Foundation
import TestSupport
import Testing

/// Evidence that a gate asks for, and that the pack has as an empty page.
@Suite("Empty evidence") struct EmptyEvidenceTests {
  private func decisions(narrative: String, incidents: String) throws -> [String: String] {
    let workspace = try Workspace()
    try workspace.write("text.md", narrative)
    try workspace.write("users.csv", "id,email,status,created_at\n1,a@x.test,active,2023-01-01\n")
    try workspace.write("incidents.csv", "id,severity,opened_at\n" + incidents)
    try workspace.write(
      "policy.yaml",
      """
      policy_name: P
      gates:
        - {name: text, evidence: [system-description]}
        - {name: section, evidence: [incident_history]}
        - {name: report, evidence: [incident-log]}
        - {name: both, evidence: [access-report]}
        - {name: matrix, evidence: [control-matrix]}
      """)
    try workspace.write(
      "pack.yaml",
      """
      pack: p
      title: T
      organization: O
      period: Q1-2024
      as_of: 2024-04-05
      sources:
        users: {path: users.csv, kind: users}
        incidents: {path: incidents.csv, kind: incidents}
      policies: [policy.yaml]
      documents:
        - {name: System Description, type: narrative, source: text.md}
        - {name: Control Matrix, type: spreadsheet}
        - {name: Incident Log, type: evidence, sections: [incident_history]}
        - {name: Access Report, type: evidence, sections: [user_list, incident_history]}
      """)
    let run = try Program.run(["gate", "pack.yaml", "--format", "json"], folder: workspace.folder)
    let found = try JSONDecoder.ofPacks.decode(DecisionsJSON.self, from: Data(run.outBytes)).decisions
    return Dictionary(found.map { ($0.gate, $0.decision) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func `a page with nothing on it documents nothing`() throws {
    #expect(
      try decisions(narrative: "# System\n\n## Scope\n\n", incidents: "") == [
        "text": "no_data", "section": "no_data", "report": "no_data", "both": "pass", "matrix": "pass",
      ])
  }

  @Test func `a page with something on it does`() throws {
    let all = try decisions(
      narrative: "# System\n\nIt computes.\n", incidents: "I1,SEV-2,2024-02-01T00:00:00Z\n")
    #expect(Set(all.values) == ["pass"])
    #expect(all.count == 5)
  }
}
