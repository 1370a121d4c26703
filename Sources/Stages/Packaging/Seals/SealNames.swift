/// The names of what lies beside a zip: the covered file's name with a suffix.
package enum SealNames {
  package static func seal(of zip: String) -> String { zip + ".dsse.json" }
  package static func timestamp(of file: String) -> String { file + ".tsr" }
  package static func query(of file: String) -> String { file + ".tsq" }
  package static func certificateSignature(of file: String) -> String { file + ".p7s" }
  package static func signOff(of zip: String, id: String) -> String { "\(zip).signoff-\(id).dsse.json" }

  /// Whether a name is that of a sign-off on a zip.
  package static func isSignOff(_ name: String, of zip: String) -> Bool {
    name.hasPrefix(zip + ".signoff-") && name.hasSuffix(".dsse.json")
  }
}
