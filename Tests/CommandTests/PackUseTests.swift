import Foundation
import TestSupport
import Testing

/// What is done with a pack once it is made.
@Suite("Using packs") struct PackUseTests {
  @Test func `a letter has what the pack knows, and marks what it does not`() throws {
    let pack = try SmallPack()
    let cover = try pack.vouch("letter", "cover", "small-2024q1.zip")
    #expect(cover.status == 0)
    for word in [
      "Subject: Submission of Small evidence", "Acme & Sons", "Firm 4.2", "2 gates: 1 pass, 1 fail.",
      "from 2 exports,", "Date: [to be filled in by the sender: date]",
      "To: [to be filled in by the sender: recipient]",
    ] {
      #expect(cover.out.contains(word), "\(word)")
    }
    let digest = try pack.tool("sha256sum", "small-2024q1.zip").out.prefix(64)
    #expect(cover.out.contains(digest))
    let failure = try pack.vouch("letter", "gate-failure", "small-2024q1.zip").out
    #expect(failure.contains("Exceptions: 1 of 2 records, listed in exhibits/EX-001.csv"))
    #expect(!failure.contains("Reviewed"), "it holds")
    #expect(!failure.contains("{{") && !failure.contains("blocked"))
  }

  @Test func `a letter has its date and addressee from the command line, and its sender from the definition`() throws {
    let pack = try SmallPack()
    let source = try pack.workspace.text("pack.yaml")
    try pack.workspace.write("pack.yaml", source + "prepared_by: Ana Ruiz, Compliance\ncontact: ana@acme.example\n")
    #expect(try pack.vouch("build", "pack.yaml", "-o", "named.zip").status == 1)
    let letter = try pack.vouch("letter", "cover", "named.zip", "--date", "2024-04-10", "--to", "The Bank").out
    for line in [
      "From: Acme & Sons · ana@acme.example", "Date: 2024-04-10", "To: The Bank",
      "Ana Ruiz, Compliance · Acme & Sons · ana@acme.example",
    ] {
      #expect(letter.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
    #expect(try pack.vouch("letter", "cover", "named.zip", "--date", "10.4.2024").status == 64)
  }

  @Test(arguments: ["letter.docx", "letter", "letter.pdf.bak", "folder.pdf/letter"])
  func `an ending that no letter has is refused, and nothing is written`(name: String) throws {
    let pack = try SmallPack()
    let run = try pack.vouch("letter", "cover", "small-2024q1.zip", "-o", name)
    #expect(run.status == 2)
    #expect(run.err.contains("end it in .pdf, or in .txt or .md"))
    #expect(!FileManager.default.fileExists(atPath: pack.workspace.url(name).path))
  }

  @Test func `a letter about one gate, as PDF`() throws {
    let pack = try SmallPack()
    let run = try pack.vouch("letter", "finding-response", "small-2024q1.zip", "--gate", "mfa", "-o", "letter.pdf")
    #expect(run.status == 0, "\(run.err)")
    #expect(try pack.workspace.bytes("letter.pdf").starts(with: Array("%PDF-1.7".utf8)))
    let unknown = try pack.vouch("letter", "finding-response", "small-2024q1.zip", "--gate", "mfo")
    #expect(unknown.status == 2)
    #expect(unknown.err.contains("did you mean 'mfa'"))
  }

  @Test func `one value of a pack, or one file`() throws {
    let pack = try SmallPack()
    func get(_ path: String) throws -> Program.Run { try pack.vouch("inspect", "small-2024q1.zip", "--get", path) }
    #expect(try get("decisions.json:decisions.mfa.decision").out == "fail\n")
    #expect(try get("decisions.json:decisions.0.population").out == "2\n")
    #expect(try get("decisions.json:summary.pass").out == "1\n")
    #expect(try get("definition/pack.yaml").out == pack.workspace.text("pack.yaml"))
    #expect(try get("decisions.json:decisions.mfo").err.contains("there is mfa, reviewed"))
    #expect(try get("decisions.jsn").status == 2)
  }

  @Test func `a bag holds the pack as it is, with the digests that BagIt asks for`() throws {
    let pack = try SmallPack()
    #expect(try pack.vouch("export", "--bagit", "small-2024q1.zip", "-o", "bag/").status == 0)
    let bag = pack.workspace.url("bag")
    for list in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
      let run = try Program.command(["/usr/bin/sha256sum", "--strict", "--quiet", "-c", list], folder: bag)
      #expect(run.status == 0, "\(run.out)")
    }
    let own = try Program.command(
      ["/usr/bin/sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], folder: bag.appending(path: "data"))
    #expect(own.status == 0, "\(own.out)")
    #expect(try pack.workspace.text("bag/bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    #expect(
      try pack.vouch("export", "--bagit", "small-2024q1.zip", "-o", "bag").status == 2, "a folder is not written over")
  }

  @Test(arguments: [
    ["unzip", "-tq", "small-2024q1.zip"], ["7z", "t", "small-2024q1.zip"], ["bsdtar", "-tf", "small-2024q1.zip"],
    ["python3", "-c", "import zipfile; assert zipfile.ZipFile('small-2024q1.zip').testzip() is None"],
  ])
  func `every common tool reads the zip`(words: [String]) throws {
    let pack = try SmallPack()
    let run = try Program.command(["/usr/bin/env"] + words, folder: pack.workspace.folder)
    #expect(run.status == 0, "\(run.out)\(run.err)")
  }

  /// Every command line of README.txt, in one shell, as its reader would type them.
  @Test func `the lines of README run as they stand`() throws {
    let pack = try SmallPack()
    let readme = try pack.vouch("inspect", "small-2024q1.zip", "--get", "README.txt").out
    let lines = readme.split(separator: "\n").filter { $0.hasPrefix("     ") }.map { $0.drop { $0 == " " } }
      .filter { !$0.contains("FILE") }
    #expect(lines.count == 14)
    try pack.makeKey("signer")
    try pack.tool("mv", "signer.pub", "pub.pem")
    #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", "signer.pem").status == 0)
    try pack.workspace.write("lines.sh", "set -e\n" + lines.joined(separator: "\n") + "\n")
    let run = try pack.tool("bash", "lines.sh")
    #expect(run.out.contains("unchanged"))
    #expect(run.out.contains("complete"))
    #expect(run.out.contains("Verified Successfully"))
    #expect(
      run.out.contains(
        "\(try pack.tool("sha256sum", "small-2024q1.zip").out.prefix(64))\"},\"name\":\"small-2024q1.zip\""))
    let facts = try pack.vouch("verify", "small-2024q1.zip").out.split(separator: "\n").last { $0.hasPrefix("Facts") }
    #expect(run.out.contains(try #require(facts).suffix(64)))
  }

  @Test(arguments: [
    "copy under another name", "another folder", "other permissions", "another time", "through a link",
    "with a file beside it",
    "downloaded again", "a seal in another folder", "a buildinfo that is gone", "read only",
  ])
  func `what changes nothing in a sealed pack is accepted`(change: String) throws {
    let pack = try SmallPack()
    try pack.makeKey("a")
    #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", "a.pem").status == 0)
    var words = ["small-2024q1.zip"]
    switch change {
    case "copy under another name":
      try pack.tool("cp", "small-2024q1.zip", "renamed.zip")
      words = ["renamed.zip", "--seal", "small-2024q1.zip.dsse.json"]
    case "another folder":
      try pack.tool("mkdir", "away")
      try pack.tool("mv", "small-2024q1.zip", "small-2024q1.zip.dsse.json", "away")
      words = ["away/small-2024q1.zip"]
    case "other permissions": try pack.tool("chmod", "0600", "small-2024q1.zip")
    case "another time": try pack.tool("touch", "-d", "2001-01-01", "small-2024q1.zip")
    case "through a link":
      try pack.tool("ln", "-s", "small-2024q1.zip", "link.zip")
      words = ["link.zip", "--seal", "small-2024q1.zip.dsse.json"]
    case "with a file beside it": try pack.workspace.write("small-2024q1.zip.txt", "note")
    case "downloaded again":
      try pack.tool("sh", "-c", "base64 small-2024q1.zip | base64 -d > again && mv again small-2024q1.zip")
    case "a seal in another folder":
      try pack.tool("mkdir", "seals")
      try pack.tool("mv", "small-2024q1.zip.dsse.json", "seals")
      words += ["--seal", "seals/small-2024q1.zip.dsse.json"]
    case "a buildinfo that is gone": try pack.tool("rm", "small-2024q1.zip.buildinfo.json")
    default: try pack.tool("chmod", "0400", "small-2024q1.zip")
    }
    let run = try Program.run(["verify"] + words + ["--key", "a.pub"], folder: pack.workspace.folder)
    #expect(run.status == 0, "\(run.out)\(run.err)")
    #expect(run.out.contains("Sealed by the key"))
  }
}
