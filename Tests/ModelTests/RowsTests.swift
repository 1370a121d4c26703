import Rows
import Testing

@Suite("Rows")
struct RowsTests {
  @Test func `equal texts have one code, in the order of their first appearance`() {
    var symbols = Symbols(seededWith: ["pass", "fail"])
    let words = (0..<5000).map { "w\($0 % 1700)" }
    let codes = words.map { symbols.intern($0) }
    #expect(symbols.count == 1702)
    #expect(symbols.code(of: "fail") == 1)
    #expect(codes[0] == 2)
    #expect(zip(words, codes).allSatisfy { symbols.text($1) == $0 })
    #expect(symbols.code(of: "absent") == nil)
  }

  @Test func `texts that Swift calls equal but bytes do not are two symbols`() {
    var symbols = Symbols()
    #expect(symbols.intern("\u{E9}") != symbols.intern("e\u{301}"))
  }

  @Test func `a dropped row leaves nothing behind`() {
    var batch = Batch(columns: 2)
    batch.appendRow(line: 1, ordinal: 1)
    batch.set(0, .int(7))
    batch.dropLastRow()
    batch.appendRow(line: 2, ordinal: 2)
    #expect(batch.count == 1)
    #expect(batch.cell(0, 0).isNull)
    #expect(batch.line(0) == 2)
  }

  @Test func `what is set in a copy of a batch stays there`() {
    var batch = Batch(columns: 1)
    batch.appendRow(line: 1, ordinal: 1)
    batch.set(0, .int(7))
    var copy = batch
    copy.set(0, .int(8))
    copy.appendRow(line: 2, ordinal: 2)
    #expect(batch.cell(0, 0).int == 7)
    #expect(copy.cell(0, 0).int == 8)
    #expect((batch.count, copy.count) == (1, 2))
    #expect((batch.line(0), copy.line(1)) == (1, 2))
  }

  @Test func `a table joins chunks whose codes differ`() {
    let schema = Schema([Field("id", .text), Field("n", .int)])
    var table = Table(schema: schema)
    for (offset, names) in [["a", "b"], ["b", "c"]].enumerated() {
      var symbols = Symbols()
      var batch = Batch(columns: 2)
      for (row, name) in names.enumerated() {
        batch.appendRow(line: UInt32(row + 1), ordinal: UInt32(row + 1))
        batch.set(0, .text(symbols.intern(name)))
        batch.set(1, .int(Int64(offset)))
      }
      batch.lineBase = offset * 10
      batch.admitted = offset == 0 ? [0, 1] : [1]
      table.append([batch], symbols)
    }
    #expect(table.rows.map { $0.written("id") } == ["a", "b", "c"])
    #expect(table.rows.map { $0["n"].int } == [0, 0, 1])
    #expect(table.rows.map(\.line) == [1, 2, 12])
    #expect(table.rows[0]["absent"].isNull)
  }

  @Test(arguments: [
    ([], "[]"), (["a", "b"], #"["a","b"]"#), (["q\"u\\o\n\u{01}é"], #"["q\"u\\o\n\u0001é"]"#),
  ])
  func `a list is written and read as JSON`(items: [String], json: String) {
    #expect(CellText.list(items) == json)
    #expect(CellText.items(json) == items)
  }

  @Test(arguments: [(0.1, "0.1"), (3.0, "3"), (-2.5, "-2.5"), (1e21, "1e+21"), (0.05096, "0.05096")])
  func `a decimal is the shortest that reads back`(value: Double, text: String) {
    #expect(CellText.decimal(value) == text)
  }
}
