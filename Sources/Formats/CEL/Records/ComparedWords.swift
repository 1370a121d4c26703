package import Rows

extension RecordPredicate {
  /// Literals that spell a word of a field in another way than the one it is read as: they would match no record.
  package func misspelt(in schema: Schema) -> [CELError] {
    comparedTexts.compactMap { compared in
      let field = schema.fields[compared.column]
      guard let word = field.vocabulary?.word(for: compared.text), word != compared.text else { return nil }
      return CELError(
        "no record has the \(field.name) '\(compared.text)': every spelling of it is read as '\(word)'",
        at: compared.offset, hint: "write '\(word)'")
    }
  }
}
