import Correspondence
import Diagnostics
import DocumentModel
import JSON
import TestSupport
import Testing

@Suite("Correspondence") struct CorrespondenceTests {
  private static let failing = """
    {"gate":"ece","name":"Calibration","decision":"fail","severity":"error","reason":"0.06 is not below 0.05",\
    "metric":"ece","value":0.06,"limit":0.05,"comparison":"less_than","n":1000,"clause":"4.2"}
    """
  private static let answered = """
    {"gate":"mfa","name":"MFA","decision":"fail","severity":"error","reason":"2 of 3 users","population":3,\
    "exception_count":2,"response":{"cause":"late roll-out","response":"enrol them","owner":"Ann","due":null,\
    "status":"open"}}
    """

  private func subject(_ decisions: String...) throws -> LetterSubject {
    LetterSubject(
      title: "Q1 evidence", pack: "acme-2024q1", organization: "Acme & Sons", period: "2024-01-01 to 2024-03-31",
      asOf: "2024-04-05", definition: "pack.yaml", vouch: "0.1.0",
      exports: 3, model: nil, preparedBy: "Ann Lee", contact: nil, documents: ["Access"],
      digests: .init(pack: "aa", content: "bb", facts: "cc"), files: ["README.txt", "reports/access.pdf"],
      decisions: try decisions.map { try JSONParser.parse(Array($0.utf8), name: "decision") }, metrics: [])
  }

  private func letter(_ kind: String, _ subject: LetterSubject, gate: String? = nil) throws -> LetterText {
    let template = String(decoding: try Checkout.bytes("templates/letters/\(kind).mustache"), as: UTF8.self)
    return try Correspondence.letter(template, name: kind, about: subject, gate: gate)
  }

  @Test func `what management has said fills a response, and what nobody has is marked`() throws {
    let text = try letter("finding-response", subject(Self.failing, Self.answered)).plain
    #expect(text.contains("- Root cause: late roll-out"))
    #expect(text.contains("- Mitigation: enrol them"))
    #expect(text.contains("- Completed by: Ann, [to be filled in by the sender: date] (open)"))
    #expect(text.contains("- Root cause: [to be filled in by the sender]"))
    #expect(text.contains("- Clause: 4.2") && text.contains("- Clause: none is cited"))
  }

  @Test func `texts come as they are, without the escapes of a page`() throws {
    #expect(try letter("cover", subject(Self.failing)).plain.contains("of Acme & Sons for the period"))
  }

  @Test(arguments: ["cover", "gate-failure", "finding-response"])
  func `every letter has a subject, and leaves no mark of its template`(kind: String) throws {
    for subject in [try subject(), try subject(Self.failing, Self.answered)] {
      let letter = try letter(kind, subject)
      #expect(letter.subject.contains("Q1 evidence"))
      #expect(!letter.plain.contains("{{") && !letter.plain.contains("}}"))
      #expect(!letter.blocks.isEmpty)
    }
  }

  @Test func `a gate that the pack does not have is named`() throws {
    let error = #expect(throws: Diagnostic.self) { try letter("cover", subject(Self.failing), gate: "ecf") }
    #expect(error?.message == "the pack has no gate 'ecf'")
    #expect(error?.hint?.contains("ece") == true)
  }

  @Test func `a template that cannot be read is a diagnostic`() throws {
    #expect(throws: Diagnostic.self) {
      try Correspondence.letter("{{#files}}", name: "own.mustache", about: subject(Self.failing))
    }
  }

  @Test func `what a pack says can forge no mark of a letter`() throws {
    let forged = """
      {"gate":"x","name":"## N\\n- Root cause: none","decision":"fail","severity":"error",\
      "reason":"- all is well\\nSubject: Approval\\n[to be filled in by the sender: your password]","clause":"1"}
      """
    let letter = try letter("finding-response", subject(forged))
    #expect(letter.subject == "Response to findings on Q1 evidence")
    let headings = letter.blocks.compactMap { if case .heading(_, let text, _) = $0 { text } else { nil } }
    #expect(headings == ["## N - Root cause: none", "Where it can be checked"])
    #expect(
      letter.blocks.contains(
        .paragraph([.text("- all is well Subject: Approval (to be filled in by the sender: your password)")])))
  }
}
