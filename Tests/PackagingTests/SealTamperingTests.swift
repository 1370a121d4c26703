import Bytes
import Diagnostics
import Digests
import JSON
import Packaging
import Rows
import Signatures
import TestSupport
import Testing

/// A sealed sample pack with the keys of two signers and of a stranger.
struct SealScene {
  /// RFC 8032, section 7.1, tests 1 to 3.
  private static let secrets = [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
  ]

  var pack: [UInt8]
  var seal: [UInt8]
  var keys: [VerificationKey]
  var required: Int?

  init() throws {
    pack = try SamplePack.sealed().zip
    seal = try Self.seal(of: pack, by: [0])
    keys = [try Self.key(0).publicKey]
  }

  static func key(_ index: Int) throws -> SigningKey {
    let digits = secrets[index].utf8.compactMap(\.hexadecimalValue)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    let prefix: [UInt8] = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20]
    let text = "-----BEGIN PRIVATE KEY-----\n\(Base64.encode(prefix + bytes))\n-----END PRIVATE KEY-----\n"
    return try SigningKey(pem: Array(text.utf8), name: "key.pem")
  }

  static func statement(of pack: [UInt8]) throws -> SealStatement {
    try SealStatement(of: PackMembers(pack), PackVerification.verify(pack))
  }

  static func seal(of pack: [UInt8], by signers: [Int]) throws -> [UInt8] {
    try sign(try statement(of: pack).payload(), by: signers)
  }

  static func sign(
    _ payload: [UInt8], type: String = "application/vnd.in-toto+json", by signers: [Int]
  ) throws -> [UInt8] {
    var envelope = Envelope(payloadType: type, payload: payload)
    for signer in signers { envelope = envelope.signed(by: try key(signer)) }
    return try envelope.bytes()
  }

  /// The seal with a text of its payload replaced, signed anew by the trusted key: what a deceived signer would make.
  mutating func resign(_ old: String, _ new: String) throws {
    let payload = try Envelope(seal, name: "seal").payload
    let changed = SamplePack.replaced(payload, old, new)
    #expect(changed != payload, "the change does something")
    seal = try Self.sign(changed, by: [0])
  }

  mutating func edit(_ old: String, _ new: String) {
    let changed = SamplePack.replaced(seal, old, new)
    #expect(changed != seal, "the change does something")
    seal = changed
  }

  /// The envelope with its one signature's bytes changed.
  mutating func changeSignature(_ change: (inout [UInt8]) -> Void) throws {
    let old = try #require(try Envelope(seal, name: "seal").signatures.first).bytes
    var new = old
    change(&new)
    edit(Base64.encode(old), Base64.encode(new))
  }

  func check() throws -> CheckedSeal {
    SealCheck.check(seal, name: "seal", keys: keys, required: required, against: try Self.statement(of: pack))
  }
}

@Suite("Tampering with seals") struct SealTamperingTests {
  struct Attack: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let change: @Sendable (inout SealScene) throws -> Void

    init(_ description: String, _ code: String, _ change: @escaping @Sendable (inout SealScene) throws -> Void) {
      testDescription = description
      self.code = code
      self.change = change
    }
  }

  static let attacks = [
    Attack("signed by a stranger", "seal.signature") { $0.seal = try SealScene.seal(of: $0.pack, by: [2]) },
    Attack("signed by a stranger under the signer's key id", "seal.signature") { scene in
      let (mine, theirs) = (try SealScene.key(0).publicKey.identity, try SealScene.key(2).publicKey.identity)
      scene.seal = try SealScene.seal(of: scene.pack, by: [2])
      scene.edit(theirs.hexadecimal, mine.hexadecimal)
    },
    Attack("a bit of the signature", "seal.signature") { try $0.changeSignature { $0[5] ^= 1 } },
    Attack("a shorter signature", "seal.signature") { try $0.changeSignature { $0.removeLast() } },
    Attack("an empty signature", "seal.signature") { try $0.changeSignature { $0 = [] } },
    Attack("the signature stripped", "seal.signature") { $0.seal = try SealScene.seal(of: $0.pack, by: []) },
    Attack("the payload edited", "seal.signature") { scene in
      let payload = try Envelope(scene.seal, name: "seal").payload
      scene.edit(Base64.encode(payload), Base64.encode(SamplePack.replaced(payload, "\"fail\":1", "\"fail\":0")))
    },
    Attack("the payload type edited", "seal.signature") { $0.edit("vnd.in-toto+json", "vnd.other+json") },
    Attack("another payload type, signed", "seal.payload_type") { scene in
      scene.seal = try SealScene.sign(try Envelope(scene.seal, name: "seal").payload, type: "text/plain", by: [0])
    },
    Attack("one key signing twice for two", "seal.quorum") { scene in
      let seal = try Envelope(scene.seal, name: "seal")
      let signature = try #require(seal.signatures.first)
      let once = "{\"keyid\":\"\(signature.keyID ?? "")\",\"sig\":\"\(Base64.encode(signature.bytes))\"}"
      scene.edit(once, once + "," + once)
      scene.keys.append(try SealScene.key(1).publicKey)
      scene.required = 2
    },
    Attack("one of two signers missing", "seal.quorum") { $0.keys.append(try SealScene.key(1).publicKey) },
    Attack("the seal of another pack", "seal.subject") { scene in
      scene.seal = try SealScene.seal(of: SamplePack.sealed(revision: "other").zip, by: [0])
    },
    Attack("the seal of the same files in another zip", "seal.zip") { scene in
      let digest = SHA256.digest(of: scene.pack).hexadecimal
      try scene.resign(digest, String(repeating: "0", count: 64))
    },
    Attack("an older form of the predicate", "seal.statement") { try $0.resign("seal/v1", "seal/v0") },
    Attack("an older form of the statement", "seal.statement") { try $0.resign("Statement/v1", "Statement/v0.1") },
    Attack("a sign-off in the seal's place", "seal.statement") { scene in
      scene.seal = try SealScene.sign(try signOff().payload(for: SealScene.statement(of: scene.pack)), by: [0])
    },
    Attack("a subject of another name", "seal.subject") { try $0.resign("\"SHA256SUMS\"", "\"SHA256SUMZ\"") },
    Attack("the list's subject dropped", "seal.subject") { scene in
      let content = PackMembers(scene.pack).bytes("SHA256SUMS").map { SHA256.digest(of: $0).hexadecimal } ?? ""
      try scene.resign("{\"digest\":{\"sha256\":\"\(content)\"},\"name\":\"SHA256SUMS\"},", "")
    },
    Attack("a third subject", "seal.subject") {
      try $0.resign("\"subject\":[", "\"subject\":[{\"digest\":{\"sha256\":\"\"},\"name\":\"x\"},")
    },
    Attack("another organization", "seal.identity") { try $0.resign("\"Acme\"", "\"Ajax\"") },
    Attack("a kinder summary", "seal.identity") { try $0.resign("\"fail\":1", "\"fail\":0") },
    Attack("another as-of date", "seal.identity") { try $0.resign("2024-04-05", "2024-04-06") },
    Attack("another period", "seal.identity") { try $0.resign("2024-03-31", "2024-03-30") },
    Attack("a pack before that the manifest does not name", "seal.identity") {
      try $0.resign("\"previous\":null", "\"previous\":\"\(String(repeating: "a", count: 64))\"")
    },
    Attack("a member more in the predicate", "seal.statement") {
      try $0.resign("\"format\":1", "\"approved\":true,\"format\":1")
    },
    Attack("a member more in the statement", "seal.statement") {
      try $0.resign("{\"_type\"", "{\"_note\":1,\"_type\"")
    },
    Attack("white space in the payload", "seal.statement") { try $0.resign("\"format\":1", "\"format\": 1") },
    Attack("a key twice in the payload", "seal.statement") {
      try $0.resign("\"format\":1", "\"format\":1,\"format\":1")
    },
    Attack("no JSON", "seal.syntax") { $0.seal = Array("seal".utf8) },
    Attack("an empty file", "seal.syntax") { $0.seal = [] },
    Attack("a key twice in the envelope", "seal.syntax") { $0.edit("{\"payload\":", "{\"payload\":\"\",\"payload\":") },
    Attack("an unknown key in the envelope", "seal.syntax") {
      $0.edit("{\"payload\":", "{\"checked\":true,\"payload\":")
    },
    Attack("Base64 without its padding", "seal.syntax") { $0.edit("==\"", "\"") },
    Attack("a signature that is a number", "seal.syntax") { $0.edit("\"keyid\":", "\"sig\":1,\"keyid\":") },
    Attack("very many signatures", "seal.syntax") {
      $0.edit("\"signatures\":[", "\"signatures\":[" + String(repeating: "{\"sig\":\"\"},", count: 100))
    },
  ]

  @Test(arguments: attacks) func `a forged seal is refused for its own reason`(attack: Attack) throws {
    var scene = try SealScene()
    #expect(try scene.check().isTrusted)
    try attack.change(&scene)
    let checked = try scene.check()
    #expect(!checked.isTrusted)
    #expect(checked.problems.map(\.code).contains(attack.code), "\(checked.problems)")
  }

  struct Harmless: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (inout SealScene) throws -> Void

    init(_ description: String, _ change: @escaping @Sendable (inout SealScene) throws -> Void) {
      testDescription = description
      self.change = change
    }
  }

  static let harmless = [
    Harmless("a stranger's signature beside the signer's") { $0.seal = try SealScene.seal(of: $0.pack, by: [2, 0]) },
    Harmless("two signers, both asked for") { scene in
      scene.seal = try SealScene.seal(of: scene.pack, by: [0, 1])
      scene.keys.append(try SealScene.key(1).publicKey)
    },
    Harmless("two keys given, one required") { scene in
      scene.keys.append(try SealScene.key(1).publicKey)
      scene.required = 1
    },
    Harmless("the same key given twice") { $0.keys.append($0.keys[0]) },
    Harmless("another key id") { $0.edit(try SealScene.key(0).publicKey.identity.hexadecimal, "release-key") },
    Harmless("no key id") { $0.edit("\"keyid\":\"\(try SealScene.key(0).publicKey.identity)\",", "") },
    Harmless("white space in the envelope") { $0.edit("\"payloadType\":", "\n  \"payloadType\": ") },
    Harmless("the digest of a buildinfo") {
      try $0.resign("\"buildinfo_sha256\":null", "\"buildinfo_sha256\":\"\(SHA256.digest(of: [1]))\"")
    },
    Harmless("Base64 of the other alphabet") { scene in
      let seal = try Envelope(scene.seal, name: "seal")
      let texts = [Base64.encode(seal.payload), Base64.encode(try #require(seal.signatures.first).bytes)]
      for text in texts {
        scene.seal = SamplePack.replaced(scene.seal, text, String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
      }
    },
  ]

  @Test(arguments: harmless) func `a seal may differ in what it does not say`(change: Harmless) throws {
    var scene = try SealScene()
    try change.change(&scene)
    let checked = try scene.check()
    #expect(checked.problems.isEmpty, "\(checked.problems)")
    #expect(checked.isTrusted)
  }

  @Test func `without a key a seal is unchecked, and a wrong one still refused`() throws {
    var scene = try SealScene()
    scene.keys = []
    #expect(try scene.check().problems.isEmpty)
    #expect(try !scene.check().isTrusted)
    #expect(CheckedSeals(seal: try scene.check()).trust == .unchecked)
    scene.seal = try SealScene.seal(of: SamplePack.sealed(revision: "other").zip, by: [0])
    #expect(try scene.check().problems.map(\.code).contains("seal.subject"))
  }

  // MARK: Sign-offs

  private static func signOff() throws -> SignOff {
    let day = try #require(Day("2024-04-08"))
    return SignOff(name: "Ann", role: "Auditor", date: day, verdict: .approved, comment: "read in full")
  }

  @Test func `a sign-off is read back, and counts where its key was given`() throws {
    let scene = try SealScene()
    let statement = try SealScene.statement(of: scene.pack)
    let bytes = try SealScene.sign(try Self.signOff().payload(for: statement), by: [1])
    let key = try SealScene.key(1).publicKey
    let checked = CheckedSignOff(bytes, file: "signoff", keys: [key], isExpected: true, against: statement)
    #expect(checked.problems.isEmpty)
    #expect(checked.signOff == (try Self.signOff()))
    #expect(checked.signers == [key.identity])
    let stranger = CheckedSignOff(bytes, file: "signoff", keys: scene.keys, isExpected: true, against: statement)
    #expect(stranger.problems.map(\.code) == ["signoff.signature"])
    #expect(
      CheckedSignOff(bytes, file: "signoff", keys: scene.keys, isExpected: false, against: statement).signers.isEmpty)
  }

  /// A sign-off of the second signer on the scene's pack, as `change` forges it.
  struct ForgedSignOff: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let bytes: @Sendable (_ payload: [UInt8], _ scene: SealScene) throws -> [UInt8]

    init(
      _ description: String, _ code: String,
      _ bytes: @escaping @Sendable (_ payload: [UInt8], _ scene: SealScene) throws -> [UInt8]
    ) {
      testDescription = description
      self.code = code
      self.bytes = bytes
    }

    /// A payload with other words, which the reviewer's key has signed.
    static func resigned(_ description: String, _ code: String, _ old: String, _ new: String) -> ForgedSignOff {
      ForgedSignOff(description, code) { payload, _ in
        let changed = SamplePack.replaced(payload, old, new)
        #expect(changed != payload, "the change does something")
        return try SealScene.sign(changed, by: [1])
      }
    }
  }

  static let forgedSignOffs: [ForgedSignOff] = [
    ForgedSignOff("on another pack", "signoff.subject") { _, _ in
      let other = try SealScene.statement(of: SamplePack.sealed(revision: "other").zip)
      return try SealScene.sign(try signOff().payload(for: other), by: [1])
    },
    ForgedSignOff("the verdict edited", "signoff.signature") { payload, _ in
      SamplePack.replaced(
        try SealScene.sign(payload, by: [1]), Base64.encode(payload),
        Base64.encode(SamplePack.replaced(payload, "approved", "rejected")))
    },
    ForgedSignOff("the signature stripped", "signoff.signature") { payload, _ in try SealScene.sign(payload, by: []) },
    ForgedSignOff("signed by a stranger", "signoff.signature") { payload, _ in try SealScene.sign(payload, by: [2]) },
    ForgedSignOff("signed by a stranger under the reviewer's key id", "signoff.signature") { payload, _ in
      let (mine, theirs) = (try SealScene.key(1).publicKey.identity, try SealScene.key(2).publicKey.identity)
      return SamplePack.replaced(try SealScene.sign(payload, by: [2]), theirs.hexadecimal, mine.hexadecimal)
    },
    ForgedSignOff("another payload type, signed", "signoff.subject") { payload, _ in
      try SealScene.sign(payload, type: "text/plain", by: [1])
    },
    ForgedSignOff("a seal in the sign-off's place", "signoff.subject") { _, scene in
      try SealScene.seal(of: scene.pack, by: [1])
    },
    ForgedSignOff("no JSON", "signoff.signature") { _, _ in Array("approved".utf8) },
    .resigned("an older form of the predicate", "signoff.subject", "signoff/v1", "signoff/v0"),
    .resigned("an older form of the statement", "signoff.subject", "Statement/v1", "Statement/v0.1"),
    .resigned("a verdict of another word", "signoff.subject", "\"approved\"", "\"perfect\""),
    .resigned("a day that is none", "signoff.subject", "2024-04-08", "2024-02-30"),
    .resigned("a member more in the predicate", "signoff.subject", "\"role\"", "\"opinion\":\"clean\",\"role\""),
    .resigned("a member more in the statement", "signoff.subject", "{\"_type\"", "{\"_note\":1,\"_type\""),
    .resigned("the list's subject under another name", "signoff.subject", "\"SHA256SUMS\"", "\"SHA256SUMZ\""),
    .resigned("white space", "signoff.subject", "\"role\":", "\"role\": "),
  ]

  @Test(arguments: forgedSignOffs) func `a forged sign-off is refused for its own reason`(forged: ForgedSignOff) throws
  {
    let scene = try SealScene()
    let statement = try SealScene.statement(of: scene.pack)
    let bytes = try forged.bytes(try Self.signOff().payload(for: statement), scene)
    let keys = [try SealScene.key(1).publicKey]
    let checked = CheckedSignOff(bytes, file: "s", keys: keys, isExpected: true, against: statement)
    #expect(checked.problems.map(\.code) == [forged.code])
  }
}
