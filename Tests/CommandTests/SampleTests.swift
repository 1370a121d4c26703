import Foundation
import TestSupport
import Testing

/// `vouch sample`, redone by the recipe of docs/sampling.md.
@Suite("Drawing a sample") struct SampleTests {
  @Test func `the draw can be redone with sha256sum`() throws {
    let harbour = try Harbour()
    let run = try harbour.run(
      "sample", "pack.yaml", "users", "--size", "3", "--seed", "seed 42", "--population", "population.csv")
    #expect(run.status == 0, "\(run.err)")
    let drawn =
      run.out.split(separator: "\r\n").count > 1 ? run.out.split(separator: "\r\n") : run.out.split(separator: "\n")
    let items = drawn.dropFirst().map { String($0.split(separator: ",", omittingEmptySubsequences: false)[1]) }
    #expect(items.count == 3)
    let recipe = """
      digest=$(sha256sum population.csv | cut -c1-64)
      tail -n +2 population.csv | cut -d, -f1 | while IFS= read -r id; do
        printf 'vouch-sample/1\\n%s\\n%s\\n%s' 'seed 42' "$digest" "$id" | sha256sum | cut -c1-64 | sed "s/\\$/ $id/"
      done | sort | head -3 | cut -d' ' -f2-
      echo "$digest"
      """
    let redone = try Program.command(["/bin/sh", "-c", recipe], folder: harbour.workspace.folder)
    let lines = redone.out.split(separator: "\n").map(String.init)
    #expect(Array(lines.prefix(3)) == items)
    #expect(run.err.contains("population digest: \(lines.last ?? "none")"))
  }

  @Test func `another seed draws others, the same one the same`() throws {
    let harbour = try Harbour()
    func draw(_ seed: String) throws -> String {
      try harbour.run("sample", "pack.yaml", "users", "--size", "3", "--seed", seed).out
    }
    #expect(try draw("a") == draw("a"))
    #expect(try Set(["a", "b", "c", "d", "e"].map { try draw($0) }).count > 1)
  }

  @Test func `what cannot be drawn is said`() throws {
    let harbour = try Harbour()
    let absent = try harbour.run("sample", "pack.yaml", "usres", "--size", "3", "--seed", "a")
    #expect(absent.status == 2)
    #expect(absent.err.contains("did you mean 'users'"))
    #expect(try harbour.run("sample", "pack.yaml", "users").status == 2)
    #expect(try harbour.run("sample", "pack.yaml", "users", "--size", "0", "--seed", "a").status == 64)
    #expect(try harbour.run("sample", "pack.yaml", "users", "--size", "1", "--seed", "a\nb").status == 64)
  }
}
