import AuditModel
import Diagnostics
import DocumentModel

/// A text that somebody wrote.
struct Narrative {
  let path: String
  let bytes: [UInt8]
  let facts: Facts

  func blocks() throws(Diagnostics) -> [Block] { [] }
}
