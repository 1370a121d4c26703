import Foundation
import TestSupport
import Testing

/// The page that people read about kinds, against what the program says of them.
@Suite("The page of kinds") struct KindsPageTests {
  /// Kind, field and type of every row of `docs/kinds.md`.
  private func page() throws -> [String] {
    var kind = ""
    return String(decoding: try Checkout.bytes("docs/kinds.md"), as: UTF8.self).split(separator: "\n").compactMap {
      line in
      if line.hasPrefix("## ") { kind = String(line.dropFirst(3)) }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard !kind.isEmpty, cells.count == 2, cells[0].hasPrefix("`") else { return nil }
      return "\(kind) \(cells[0].trimmingCharacters(in: ["`"])) \(cells[1])"
    }
  }

  @Test func `every kind and field is on the page, with its type`() throws {
    let list = try Program.run(["kinds"]).out.split(separator: "\n").filter { $0.contains(" field") }
    let kinds = list.compactMap { $0.split(separator: " ").first.map(String.init) }.filter { !$0.hasPrefix("'") }
    #expect(kinds.count >= 28)
    let fields = try kinds.flatMap { kind in
      try Program.run(["kinds", kind]).out.split(separator: "\n").dropFirst().map { line in
        ([kind] + line.split(separator: " ").map(String.init)).joined(separator: " ")
      }
    }
    #expect(fields.count >= 200)
    #expect(try page() == fields)
  }

  @Test func `a misspelt kind is suggested`() throws {
    let run = try Program.run(["kinds", "user"])
    #expect(run.status == 2)
    #expect(run.err == "vouch: there is no kind 'user'\n  hint: did you mean 'users'?\n")
  }
}
