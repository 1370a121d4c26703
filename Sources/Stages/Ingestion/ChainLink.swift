import AuditModel
import Bytes
import Digests
import JSON

/// What one record of a chained log says: the hash that it carries of the one before, and its own.
struct ChainLink: Sendable {
  /// Line and ordinal of the record, counted from 1 in its chunk.
  let line: UInt32
  let ordinal: UInt32
  /// Lowercase hexadecimal; nil for a record that carries none or cannot be read.
  let previous: String?
  /// The hash that the next record should carry; nil where the record has no such form.
  let digest: String?
  /// Whether the hash that the record gives for itself is wrong.
  let contradictsItself: Bool

  init(_ content: ArraySlice<UInt8>, line: UInt32, ordinal: UInt32, previous: String?, chain: HashChain) {
    self.line = line
    self.ordinal = ordinal
    self.previous = previous?.lowercased()
    guard chain.form == .canonical || chain.own != nil else {
      digest = SHA256.digest(of: content).hexadecimal
      contradictsItself = false
      return
    }
    guard let object = (try? JSONParser.parse(Array(content), name: "record"))?.object else {
      digest = nil
      contradictsItself = true
      return
    }
    let covered = object.members.filter { member in !(chain.own.map { member.key.utf8.elementsEqual($0.utf8) } ?? false)
    }
    let hash = SHA256.digest(of: CanonicalJSON.recordPart(.object(JSONObject(covered)))).hexadecimal
    digest = hash
    contradictsItself = chain.own.map { object[$0]?.string?.lowercased() != hash } ?? false
  }
}
