import AuditModel
import Rows

/// Who is meant by what records say of people: an address or the id of an account, in letters of either case, with or
/// without spaces around.
struct People: Sendable {
  /// Addresses of accounts, by the bytes of their ids.
  private let addresses: [[UInt8]: String]

  init(_ facts: Facts) {
    let pairs = (Dataset.rows("users", facts) ?? []).compactMap { row in
      row.text("id").flatMap { id in row.text("email").map { (Array(id.plain.utf8), $0.plain) } }
    }
    addresses = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// Whether both are named, and are one person.
  func areOne(_ person: String?, _ other: String?) -> Bool {
    guard let person, let other else { return false }
    return address(person).utf8.elementsEqual(address(other).utf8)
  }

  private func address(_ name: String) -> String { addresses[Array(name.plain.utf8)] ?? name.plain }
}

extension String {
  /// As a reader compares it: in small letters, without the spaces around.
  var plain: String { lowercased().split(separator: " ").joined(separator: " ") }
}
