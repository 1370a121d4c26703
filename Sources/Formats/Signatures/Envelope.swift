package import Diagnostics
import Digests
import JSON

/// A DSSE envelope: a payload of a stated type with signatures over both.
package struct Envelope: Hashable, Sendable {
  package let payloadType: String
  package let payload: [UInt8]
  package let signatures: [Signature]

  package struct Signature: Hashable, Sendable {
    /// What the signer calls the key; never trusted.
    package let keyID: String?
    package let bytes: [UInt8]
  }

  /// The type of an in-toto Statement.
  package static let statementType = "application/vnd.in-toto+json"
  /// The most bytes of an envelope that are read.
  package static let sizeLimit = 1 << 20
  /// The most signatures that are checked.
  package static let signatureLimit = 64

  package init(payloadType: String, payload: [UInt8], signatures: [Signature] = []) {
    self.payloadType = payloadType
    self.payload = payload
    self.signatures = signatures
  }

  /// What is signed: DSSE's pre-authentication encoding, with lengths in bytes as decimals.
  package var message: [UInt8] {
    let type = payloadType.utf8
    return Array("DSSEv1 \(type.count) \(payloadType) \(payload.count) ".utf8) + payload
  }

  /// The same envelope with one more signature; a key that has signed already signs again to the same bytes.
  package func signed(by key: borrowing SigningKey) -> Envelope {
    let signature = Signature(keyID: key.publicKey.identity.hexadecimal, bytes: key.signature(of: message))
    let others = signatures.filter { $0.bytes != signature.bytes }
    return Envelope(payloadType: payloadType, payload: payload, signatures: others + [signature])
  }

  /// Those of the keys that have signed, each once, whatever ids the signatures claim.
  package func signers(among keys: [VerificationKey]) -> [VerificationKey] {
    let message = message
    var seen: Set<VerificationKey> = []
    return keys.filter { key in
      seen.insert(key).inserted && signatures.contains { key.accepts($0.bytes, of: message) }
    }
  }

  /// The file's bytes, canonical JSON.
  package func bytes() throws(Diagnostic) -> [UInt8] {
    let list = signatures.map { signature -> JSONValue in
      let id = signature.keyID.map { [("keyid", JSONValue.string($0))] } ?? []
      return .object(JSONObject(id + [("sig", .string(Base64.encode(signature.bytes)))]))
    }
    return try CanonicalJSON.write([
      "payload": .string(Base64.encode(payload)), "payloadType": .string(payloadType), "signatures": .array(list),
    ])
  }

  /// Reads an envelope; Base64 of either alphabet is taken, unknown and repeated keys are not.
  package init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    let json = try JSONParser.parse(bytes, name: name)
    guard let members = json.object,
      members.keys.allSatisfy({ ["payload", "payloadType", "signatures"].contains($0) }),
      let type = json["payloadType"]?.string, let text = json["payload"]?.string, let payload = Base64.decode(text),
      let list = json["signatures"]?.array
    else {
      throw Diagnostic(
        "'\(name)' is no DSSE envelope", at: Location(file: name), hint: "it holds payload, payloadType and signatures")
    }
    guard list.count <= Envelope.signatureLimit else {
      throw Diagnostic("'\(name)' has more than \(Envelope.signatureLimit) signatures", at: Location(file: name))
    }
    let signatures = list.compactMap(Signature.init)
    guard signatures.count == list.count else {
      throw Diagnostic("a signature of '\(name)' is no Base64 in 'sig'", at: Location(file: name))
    }
    self.init(payloadType: type, payload: payload, signatures: signatures)
  }
}

extension Envelope.Signature {
  fileprivate init?(_ json: JSONValue) {
    guard let members = json.object, members.keys.allSatisfy({ ["keyid", "sig"].contains($0) }),
      let text = json["sig"]?.string, let bytes = Base64.decode(text),
      json["keyid"] == nil || json["keyid"]?.string != nil
    else { return nil }
    self.init(keyID: json["keyid"]?.string, bytes: bytes)
  }
}
