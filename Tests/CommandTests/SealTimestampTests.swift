import Foundation
import TestSupport
import Testing

/// A time-stamping authority and a signer below one root, all by openssl.
private struct Authority {
  let pack: SmallPack

  init(_ pack: SmallPack) throws {
    self.pack = pack
    try pack.workspace.write(
      "ts.cnf",
      """
      [tsa]
      default_tsa = own
      [own]
      serial = ./serial
      signer_cert = ./tsa.crt
      signer_key = ./tsa.key
      signer_digest = sha256
      default_policy = 1.2.3.4.1
      digests = sha256
      """)
    try pack.workspace.write("serial", "01\n")
    try pack.workspace.write("tsa.ext", "extendedKeyUsage=critical,timeStamping\n")
    try pack.workspace.write("signer.ext", "keyUsage=digitalSignature\n")
    try root("ca")
    for name in ["tsa", "signer"] {
      try pack.tool(
        "openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".csr", "-subj",
        "/CN=\(name)")
      try pack.tool(
        "openssl", "x509", "-req", "-in", name + ".csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
        "-days",
        "20", "-extfile", name + ".ext", "-out", name + ".crt")
    }
  }

  func root(_ name: String) throws {
    try pack.tool(
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".crt",
      "-subj", "/CN=\(name)", "-days", "30")
  }

  /// A signature of the signer over the zip, beside it.
  func sign(_ more: String...) throws {
    let zip = "small-2024q1.zip"
    try pack.tool(
      [
        "openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", zip, "-out", zip + ".p7s", "-signer",
        "signer.crt", "-inkey", "signer.key",
      ] + more)
  }

  func stamp(_ query: String, to answer: String) throws {
    try pack.tool("openssl", "ts", "-reply", "-config", "ts.cnf", "-queryfile", query, "-out", answer)
  }
}

@Suite("Timestamps and certificates by the command") struct SealTimestampTests {
  @Test func `a timestamp over the seal is asked for, kept and checked offline`() throws {
    let pack = try SmallPack()
    let authority = try Authority(pack)
    try pack.makeKey("a")
    #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", "a.pem").status == 0)
    #expect(try pack.vouch("timestamp", "request", "small-2024q1.zip").status == 0)
    let query = "small-2024q1.zip.dsse.json.tsq"
    #expect(try pack.tool("openssl", "ts", "-query", "-in", query, "-text").out.contains("Hash Algorithm: sha256"))
    try authority.stamp(query, to: "answer.tsr")
    #expect(try pack.vouch("timestamp", "attach", "small-2024q1.zip", "--answer", "answer.tsr").status == 0)
    try pack.tool(
      "openssl", "ts", "-verify", "-data", "small-2024q1.zip.dsse.json", "-in", "small-2024q1.zip.dsse.json.tsr",
      "-CAfile", "ca.crt")
    let report = try pack.report("--key", "a.pub", "--ca", "ca.crt")
    #expect(report.verdict == "intact")
    let stamp = try #require(report.seals.first { $0.kind == "timestamp" })
    #expect(stamp.trusted)
    #expect(stamp.time?.hasSuffix("Z") == true)
    #expect(try pack.report("--key", "a.pub").seals.contains { $0.kind == "timestamp" && !$0.trusted })

    try authority.root("other")
    #expect(try pack.report("--ca", "other.crt").codes == ["time.chain"])
    // A seal that another signer joins is another file than the one that was stamped.
    try pack.makeKey("b")
    #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", "b.pem").status == 0)
    #expect(try pack.report("--ca", "ca.crt").codes == ["time.imprint"])
  }

  @Test func `an answer over something else is not attached`() throws {
    let pack = try SmallPack()
    let authority = try Authority(pack)
    try pack.tool("openssl", "ts", "-query", "-data", "users.csv", "-sha256", "-cert", "-out", "other.tsq")
    try authority.stamp("other.tsq", to: "other.tsr")
    let run = try pack.vouch("timestamp", "attach", "small-2024q1.zip", "--answer", "other.tsr")
    #expect(run.status == 2)
    #expect(run.err.contains("over another file"))
    #expect(try pack.vouch("timestamp", "attach", "small-2024q1.zip", "--answer", "users.csv").status == 2)
  }

  @Test func `a detached CMS signature is checked against its authority`() throws {
    let pack = try SmallPack()
    let authority = try Authority(pack)
    let zip = "small-2024q1.zip"
    #expect(try pack.report("--ca", "ca.crt").codes == ["seal.missing"], "a signature that was taken away is missed")
    try authority.sign()
    try pack.tool(
      "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", zip + ".p7s", "-content", zip, "-CAfile",
      "ca.crt", "-purpose", "any", "-out", "/dev/null")
    #expect(try pack.report().trust == "unchecked")
    #expect(try pack.report("--ca", "ca.crt").trust == "unchecked", "no time to judge the certificate at")
    let today = try pack.tool("date", "-u", "+%F").out.trimmingCharacters(in: .whitespacesAndNewlines)
    let later = try pack.tool("date", "-u", "-d", "+1 day", "+%F").out.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try pack.report("--ca", "ca.crt", "--at", later).trust == "sealed", "\(today)")
    #expect(try pack.report("--ca", "ca.crt", "--at", "2020-01-01").codes == ["cms.signature"], "not yet valid then")
    try authority.root("other")
    #expect(try pack.report("--ca", "other.crt", "--at", later).codes == ["cms.signature"])
    try pack.tool(
      "openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", "users.csv", "-out", zip + ".p7s", "-signer",
      "signer.crt", "-inkey", "signer.key")
    #expect(try pack.report().codes == ["cms.signature"])
  }

  @Test func `a timestamp over the zip does not say when a certificate signed, one over the signature does`() throws {
    let pack = try SmallPack()
    let authority = try Authority(pack)
    let zip = "small-2024q1.zip"
    #expect(try pack.vouch("timestamp", "request", zip).status == 0)
    try authority.stamp(zip + ".tsq", to: "zip.tsr")
    #expect(try pack.vouch("timestamp", "attach", zip, "--answer", "zip.tsr").status == 0)
    try authority.sign()
    let unjudged = try pack.report("--ca", "ca.crt")
    #expect(unjudged.verdict == "intact" && unjudged.trust == "unchecked")
    let signature = try #require(unjudged.seals.first { $0.kind == "cms" })
    #expect(!signature.trusted && signature.judgedAt == nil)
    #expect(try pack.vouch("verify", zip, "--ca", "ca.crt").out.contains("its certificate not judged"))

    #expect(try pack.vouch("timestamp", "request", zip + ".p7s").status == 0)
    try authority.stamp(zip + ".p7s.tsq", to: "signature.tsr")
    let attached = try pack.vouch("timestamp", "attach", zip, "--answer", "signature.tsr")
    #expect(attached.out.contains(zip + ".p7s.tsr"), "an answer goes beside what it covers")
    let judged = try pack.report("--ca", "ca.crt", "--expect", "cms", "--expect", "timestamp")
    #expect(judged.verdict == "intact" && judged.trust == "sealed")
    #expect(judged.seals.first { $0.kind == "cms" }?.judgedBy == zip + ".p7s.tsr")
    // The day that a reader names counts for nothing where the time is known.
    #expect(try pack.report("--ca", "ca.crt", "--at", "2020-01-01").trust == "sealed")
    try authority.root("other")
    #expect(try pack.report("--ca", "other.crt").codes == ["time.chain", "time.chain"])
    try authority.sign("-noattr")
    #expect(try pack.report("--ca", "ca.crt").codes == ["time.imprint"], "the signature is another one")
  }

  @Test func `what was taken away is missed where it is expected`() throws {
    let pack = try SmallPack()
    let authority = try Authority(pack)
    let zip = "small-2024q1.zip"
    #expect(try pack.vouch("timestamp", "request", zip).status == 0)
    try authority.stamp(zip + ".tsq", to: zip + ".tsr")
    #expect(try pack.report("--ca", "ca.crt").verdict == "intact", "the signature is not missed by itself")
    #expect(try pack.report("--ca", "ca.crt", "--expect", "cms").codes == ["seal.missing"])
    #expect(try pack.report("--ca", "ca.crt", "--expect", "timestamp").verdict == "intact")
    try pack.tool("rm", zip + ".tsr")
    try authority.sign()
    #expect(try pack.report("--ca", "ca.crt", "--expect", "timestamp").codes == ["seal.missing"])
    #expect(try pack.vouch("verify", zip, "--expect", "cms").status == 64, "no authority to stand behind it")
  }
}
