import AuditModel
import DocumentModel
import Reporting
import Rows
import Testing

@Suite("Report sections") struct SectionTests {
  @Test(arguments: Reporting.sectionNames)
  func `a section without its data says so, or is left out, and stops nothing`(name: String) async throws {
    let facts = try await ReportSample.facts([DocumentDefinition(name: "D", sections: [name], formats: [.html])])
    let document = try #require(try ReportSample.documents(facts).first)
    let place = document.blocks.firstIndex { if case .heading(1, _, anchor: name) = $0 { true } else { false } }
    // What speaks of a model is left out of a pack without one: the management's note stands alone.
    guard let place else {
      #expect(document.blocks.count == 1)
      return
    }
    let next = try #require(document.blocks[(place + 1)...].first)
    #expect(!ReportSample.words(next).isEmpty)
  }

  private static let users = """
    id,email,type,status,privileged,mfa_enrolled,created_at,last_login_at,terminated_on,deactivated_at
    1,ana@calcbridge.example,person,active,true,true,2021-01-01T00:00:00Z,2024-03-30T09:00:00Z,,
    2,ben@calcbridge.example,person,active,true,false,2021-01-01T00:00:00Z,2024-01-05T23:59:59Z,,
    3,cleo@calcbridge.example,person,active,false,true,2021-01-01T00:00:00Z,2024-01-07T00:00:00Z,,
    4,dan@calcbridge.example,person,deactivated,false,true,2021-01-01T00:00:00Z,2024-01-31T17:00:00Z,2024-01-31,2024-02-01T02:30:00Z

    """

  private func report(_ section: String, _ tables: [String: String], rowLimit: Int = 40) async throws -> Document {
    let definition = DocumentDefinition(name: "D", sections: [section], formats: [.html], rowLimit: rowLimit)
    return try #require(try ReportSample.documents(try await ReportSample.facts([definition], tables: tables)).first)
  }

  /// 90 days before the end of 2024-04-05 is the beginning of 2024-01-07.
  @Test func `an account is dormant after ninety days`() async throws {
    let table = try #require(ReportSample.tables(try await report("dormant_accounts", ["users": Self.users])).first)
    #expect(table.rows.count == 1)
    #expect(ReportSample.words(table.rows[0]).hasPrefix("ben"))
  }

  @Test func `privileged accounts show a missing second factor by word and mark`() async throws {
    let table = try #require(ReportSample.tables(try await report("privileged_access", ["users": Self.users])).first)
    let place = try #require(table.columns.firstIndex { $0.title == "Second factor" })
    #expect(table.rows.map { $0[place] } == [[.status("yes", .good)], [.status("no", .bad)]])
  }

  @Test func `rows beyond the limit are counted, not shown`() async throws {
    let table = try #require(
      ReportSample.tables(try await report("user_list", ["users": Self.users], rowLimit: 3)).first)
    #expect(table.rows.count == 3)
    #expect(table.caption.hasPrefix("Accounts: 4"))
    #expect(table.continuation?.map(\.words).joined().hasPrefix("1 more row is") == true)
  }

  @Test func `a domain that all accounts share is said once`() async throws {
    let table = try #require(ReportSample.tables(try await report("user_list", ["users": Self.users])).first)
    #expect(table.caption == "Accounts: 4 (accounts of @calcbridge.example)")
    #expect(table.rows.map { $0[0] } == ["ana", "ben", "cleo", "dan"].map { [.text($0)] })
  }

  @Test func `vulnerabilities are held to the time of their score`() async throws {
    let text = """
      id,component,cvss,found_at,patched_at
      a,x,9.0,2024-01-02T00:00:00Z,2024-01-03T00:00:00Z
      b,x,9.1,2024-01-02T00:00:00Z,2024-01-03T00:00:01Z
      c,x,8.9,2024-01-02T00:00:00Z,2024-01-09T00:00:00Z
      d,x,4.0,2024-01-02T00:00:00Z,
      e,x,3.9,2024-01-02T00:00:00Z,2024-03-03T00:00:00Z

      """
    let tables = ReportSample.tables(try await report("vulnerability_sla", ["vulnerabilities": text]))
    let verdicts = try #require(tables.last { $0.caption.hasPrefix("Vulnerabilities:") }).rows.map {
      $0[6].map(\.words).joined()
    }
    #expect(verdicts == ["in time", "late", "in time", "open", "no limit"])
  }

  @Test func `one person in two duties is found with the record`() async throws {
    let changes = """
      id,merged_at,type,author,approvers
      C1,2024-01-02T00:00:00Z,feature,mei@x.example,mei@x.example;ana@x.example
      C2,2024-01-03T00:00:00Z,feature,mei@x.example,ana@x.example

      """
    let deployments = """
      id,deployed_at,change,deployer,environment,outcome
      D1,2024-01-04T00:00:00Z,C2,mei@x.example,production,success
      D2,2024-01-04T00:00:00Z,C2,mei@x.example,staging,success

      """
    let tables = ReportSample.tables(
      try await report("segregation_of_duties", ["changes": changes, "deployments": deployments]))
    let found = try #require(tables.first { $0.caption.hasPrefix("Records where") })
    #expect(found.rows.map { $0[0].map(\.words).joined() } == ["C1", "D1"])
  }

  @Test func `coverage tells tested, gaps and out of scope apart`() async throws {
    let document = try await report("coverage", [:])
    let tables = ReportSample.tables(document)
    #expect(tables.first { $0.caption.hasPrefix("Gaps") }?.rows.map { $0[0].map(\.words).joined() } == ["CC6.2"])
    let scope = try #require(tables.first { $0.caption.hasPrefix("Criteria in scope") })
    #expect(scope.rows.map { $0[3].map(\.words).joined() } == ["tested", "gap"])
    #expect(document.blocks.contains { ReportSample.words($0).contains("no gaps: P1.1") })
  }

  /// Counted on a calendar: 2024-04-22 less 14, 7, 7, 3 and 1 days.
  @Test func `steps before an examination are counted back`() async throws {
    let definition = DocumentDefinition(name: "D", sections: ["examination_preparation"], formats: [.html])
    let facts = try await ReportSample.facts([definition], examination: .init(date: Day("2024-04-22")))
    let document = try #require(try ReportSample.documents(facts).first)
    let table = try #require(ReportSample.tables(document).first)
    #expect(
      table.rows.map { $0[1].map(\.words).joined() }
        == ["2024-04-08", "2024-04-15", "2024-04-15", "2024-04-19", "2024-04-21"])
  }

  @Test func `a document ends with the gates on its records and their exceptions`() async throws {
    let document = try await report("user_list", ["users": Self.users])
    let words = document.blocks.map(ReportSample.words)
    let place = try #require(words.firstIndex(of: "What was tested"))
    #expect(words[place...].contains { $0.contains("all in exports/users.csv") && $0.contains("usr_1 | 11") })
    #expect(
      ReportSample.tables(document).flatMap(\.rows).joined().contains([
        .link("EX-001", to: .file("exhibits/EX-001.csv"))
      ]))
  }

  @Test func `a document begins with what came out, what failed and what shows nothing`() async throws {
    let words = try await report("user_list", ["users": Self.users]).blocks.prefix(5).map(ReportSample.words)
    #expect(words[1] == "Result")
    #expect(words[2].contains("Result: 1 gate of severity error does not hold\nGates: 1: 1 fail"))
    #expect(words[3] == "What failed: 1")
    #expect(words[4] == "fail Second factor: 1 of 3 records is an exception, EX-001")
  }

  @Test func `management's response stands beside its exception, and its lack is said`() async throws {
    let definition = DocumentDefinition(name: "D", sections: ["exceptions"], formats: [.html])
    let facts = try await ReportSample.facts([definition])
    let silent = try #require(try ReportSample.documents(facts).first)
    #expect(silent.blocks.contains { ReportSample.words($0).hasSuffix("Management has given no response.") })
    let response = Response(
      gate: "second-factor", exception: "usr_1", cause: "New phone", response: "Enrolled again.", owner: "Ana",
      due: Day("2024-05-01"), status: .inProgress)
    let answered = facts.with(decisions: facts.decisions.map { $0.with(responses: [response]) }, findings: [])
    let document = try #require(try ReportSample.documents(answered).first)
    let table = try #require(ReportSample.tables(document).first)
    #expect(table.rows[0].last == [.text("New phone. Enrolled again. Ana, due 2024-05-01, in progress.")])
    #expect(
      ControlMatrix(answered).rows[0][14] == .text("New phone. Enrolled again. Ana, due 2024-05-01, in progress."))
  }

  @Test func `headings lead to one place each, whatever the ids of records hold, and however often`() async throws {
    let breaches = """
      id,detected_at,test
      <b>one two,2024-02-01T10:00:00Z,limit
      <b>one two,2024-02-02T10:00:00Z,limit
      BR-1,2024-02-03T10:00:00Z,limit

      """
    let document = try await report("breach_history", ["breaches": breaches])
    let anchors = document.blocks.compactMap { block -> String? in
      if case .heading(2, _, let anchor) = block, anchor.hasPrefix("breach-") { anchor } else { nil }
    }
    #expect(anchors == ["breach--b-one-two", "breach--b-one-two-2", "breach-BR-1"])
  }

  @Test func `exhibits are told with report and page`() async throws {
    let definition = DocumentDefinition(name: "D", sections: ["exhibits"], formats: [.html])
    let facts = try await ReportSample.facts([definition])
    let place = ReportPlace(
      report: "Access", file: "reports/access.html", anchor: "exceptions-second-factor", page: 7)
    let material = facts.material.with(exhibits: [ExhibitEntry(name: "exhibits/EX-001.csv", title: "Exceptions")])
      .with(places: [place])
    let document = try #require(try ReportSample.documents(facts.with(material: material)).first)
    let row = try #require(ReportSample.tables(document).first?.rows.first)
    #expect(ReportSample.words(row) == "EX-001 | Exceptions | Access | 7")
    #expect(row[2] == [.link("Access", to: .place(file: "reports/access.html", anchor: "exceptions-second-factor"))])
  }

  @Test func `the control matrix holds texts as they are`() async throws {
    let matrix = ControlMatrix(try await ReportSample.facts([]))
    let row = try #require(matrix.rows.first)
    #expect(matrix.columns.map(\.title).prefix(3) == ["Control", "Title", "Wording"])
    #expect(row[2] == .text("=1+1"))
    #expect(row[3] == .text("SOC 2 (2017) CC6.1: title of CC6.1"))
    #expect(row[11] == .number(1))
    #expect(row[15] == .link("EX-001", file: "exhibits/EX-001.csv"))
  }
}
