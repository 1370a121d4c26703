/// The members of an object in their order; keys are told apart by their UTF-8 bytes.
package struct JSONObject: Sendable {
  package let members: [Member]

  package struct Member: Sendable {
    package let key: String
    package let value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// Keys are not checked here: the parser refuses repeated ones while it reads, the writer before it writes.
  package init(_ members: [Member]) { self.members = members }

  package init(_ members: [(String, JSONValue)]) { self.members = members.map { Member($0.0, $0.1) } }

  package var keys: [String] { members.map(\.key) }

  package subscript(_ key: String) -> JSONValue? {
    members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }
}

extension JSONObject: Equatable {
  package static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.members.elementsEqual(b.members) { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value }
  }
}
