/// A prohibited basis that an examiner asks every model about, as columns name it.
enum ProtectedBasis: String, CaseIterable {
  case race, gender, age

  /// Whether a column is named after it: `age_group`, `applicantSex`, `Ethnicity`.
  func isNamed(by column: String) -> Bool { ProtectedBasis.words(column).contains { names.contains($0) } }

  private var names: Set<String> {
    switch self {
    case .race: ["race", "racial", "ethnicity", "ethnic"]
    case .gender: ["gender", "sex"]
    case .age: ["age", "ages"]
    }
  }

  /// The words of a name in lower case: they end at anything but a letter, and before a capital after a small letter.
  private static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasSmall = false
    for character in name {
      let starts = wasSmall && character.isUppercase
      if !character.isLetter || starts {
        words.append(word)
        word = ""
      }
      if character.isLetter { word += character.lowercased() }
      wasSmall = character.isLowercase
    }
    return (words + [word]).filter { !$0.isEmpty }
  }
}
