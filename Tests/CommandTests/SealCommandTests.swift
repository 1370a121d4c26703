import Foundation
import TestSupport
import Testing

@Suite("Sealing by the command") struct SealCommandTests {
  @Test func `a seal takes a pack from unsealed over unchecked to sealed`() throws {
    let pack = try SmallPack()
    try pack.makeKey("a")
    #expect(try pack.report().trust == "unsealed")
    #expect(try pack.report("--key", "a.pub").codes == ["seal.missing"])
    #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", "a.pem").status == 0)
    #expect(try pack.report().trust == "unchecked")
    let sealed = try pack.report("--key", "a.pub")
    #expect(sealed.verdict == "intact")
    #expect(sealed.trust == "sealed")
  }

  @Test func `openssl alone checks the seal`() throws {
    let pack = try SmallPack()
    try pack.makeKey("a")
    #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", "a.pem").status == 0)
    // By python: the message that was signed, from the envelope; then openssl checks it.
    try pack.workspace.write(
      "unwrap.py",
      """
      import base64, json
      e = json.load(open("small-2024q1.zip.dsse.json"))
      body = base64.b64decode(e["payload"])
      kind = e["payloadType"].encode()
      open("seal.pae", "wb").write(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body))
      open("seal.sig", "wb").write(base64.b64decode(e["signatures"][0]["sig"]))
      s = json.loads(body)
      print({x["name"]: x["digest"]["sha256"] for x in s["subject"]}["small-2024q1.zip"])
      """)
    let subject = try pack.tool("python3", "unwrap.py").out.prefix(64)
    #expect(try pack.tool("sha256sum", "small-2024q1.zip").out.hasPrefix(subject))
    let checked = try pack.tool(
      "openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "a.pub", "-in", "seal.pae", "-sigfile", "seal.sig")
    #expect(checked.out.contains("Verified Successfully"))
  }

  @Test func `two signers, and a third who has not signed`() throws {
    let pack = try SmallPack()
    for name in ["a", "b", "c"] { try pack.makeKey(name) }
    for name in ["a", "b"] { #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", name + ".pem").status == 0) }
    #expect(try pack.report("--key", "a.pub", "--key", "b.pub").trust == "sealed")
    #expect(try pack.report("--key", "a.pub", "--key", "c.pub").codes == ["seal.quorum"])
    #expect(try pack.report("--key", "a.pub", "--key", "c.pub", "--require", "1").trust == "sealed")
    #expect(try pack.report("--key", "c.pub").codes == ["seal.signature"])
    #expect(try pack.vouch("verify", "small-2024q1.zip", "--key", "a.pub", "--require", "2").status == 64)
  }

  @Test func `what is changed after sealing is not signed again, nor verified`() throws {
    let pack = try SmallPack()
    try pack.makeKey("a")
    #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", "a.pem").status == 0)
    var bytes = try pack.workspace.bytes("small-2024q1.zip")
    bytes.append(0)
    try pack.workspace.write("small-2024q1.zip", bytes)
    #expect(try pack.report("--key", "a.pub").codes == ["zip.bytes"])
    let again = try pack.vouch("sign", "small-2024q1.zip", "--key", "a.pem")
    #expect(again.status == 2)
    #expect(again.err.contains("not intact"))
  }

  @Test func `a build does not replace another sealed pack unless it is told to`() throws {
    let pack = try SmallPack()
    try pack.makeKey("a")
    #expect(try pack.build(["--sign", pack.path("a.pem")]).out.contains("Seal"))
    #expect(try pack.report("--key", "a.pub").trust == "sealed")
    let first = try pack.workspace.bytes("small-2024q1.zip")
    #expect(try pack.build().status == 1, "the same bytes again keep their seal")
    #expect(try pack.report("--key", "a.pub").trust == "sealed")
    try pack.workspace.edit("users.csv", "u2,b@example.com,active,false", "u2,b@example.com,active,true")
    let refused = try pack.build()
    #expect(refused.status == 2)
    #expect(refused.err.contains("is sealed"))
    #expect(try pack.workspace.bytes("small-2024q1.zip") == first)
    #expect(try pack.build(["--replace"]).status == 0)
    #expect(try pack.report().trust == "unsealed")
  }

  @Test func `sign-offs are listed, and a reviewer's key asks for one`() throws {
    let pack = try SmallPack()
    for name in ["a", "b"] { try pack.makeKey(name) }
    #expect(try pack.report("--reviewer", "b.pub").codes == ["signoff.signature"])
    let words = [
      "sign", "small-2024q1.zip", "--key", "b.pem", "--signoff", "rev-1", "--name", "Ann", "--role", "Auditor",
      "--date", "2024-04-08", "--verdict", "approved_with_comments", "--comment", "see 3",
    ]
    #expect(try Program.run(words, folder: pack.workspace.folder).status == 0)
    let listed = try #require(try pack.report("--reviewer", "b.pub").seals.first { $0.kind == "signoff" })
    #expect(listed.trusted)
    #expect(listed.verdict == "approved_with_comments")
    #expect(try pack.report().verdict == "intact")
    #expect(try pack.report().seals.first?.trusted == false)
    #expect(
      try pack.vouch("verify", "small-2024q1.zip", "--reviewer", "b.pub").out.contains("Sign-off by Ann, Auditor"))
  }

  @Test(arguments: [["--verdict", "approved"], ["--name", "Ann"], ["--signoff", "x"]])
  func `half a sign-off is a usage error`(words: [String]) throws {
    #expect(try Program.run(["sign", "x.zip", "--key", "k"] + words).status == 64)
  }

  @Test func `keys that are none are diagnostics`() throws {
    let pack = try SmallPack()
    try pack.tool("openssl", "genpkey", "-algorithm", "x25519", "-out", "x.pem")
    for key in ["x.pem", "users.csv", "absent.pem"] {
      let run = try pack.vouch("sign", "small-2024q1.zip", "--key", key)
      #expect(run.status == 2)
      #expect(run.err.contains("error: "))
    }
    #expect(try pack.vouch("verify", "small-2024q1.zip", "--key", "users.csv").status == 2)
    let unsealed = try pack.vouch("build", "pack.yaml", "-o", "fresh.zip", "--sign", "users.csv")
    #expect(unsealed.status == 2)
    #expect(!pack.workspace.files().contains("fresh.zip"), "nothing is made that could not be sealed")
  }

  @Test func `an encrypted key is refused without asking anybody`() throws {
    let pack = try SmallPack()
    try pack.makeKey("a")
    try pack.tool("openssl", "pkey", "-in", "a.pem", "-aes256", "-passout", "pass:x", "-out", "locked.pem")
    let run = try pack.vouch("sign", "small-2024q1.zip", "--key", "locked.pem")
    #expect(run.status == 2)
    #expect(run.err.contains("an encrypted key"))
  }
}
