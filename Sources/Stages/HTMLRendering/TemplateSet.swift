import Bytes
import Diagnostics
import Mustache

/// The templates of every page, read and checked once.
struct TemplateSet: Sendable {
  private let library: MustacheLibrary

  /// Switches the library's own escaping off: values are markup already. It is a line of its own, which the library
  /// swallows, so that lines count from one less.
  private static let pragma = "{{%CONTENT_TYPE:TEXT}}\n"

  /// `texts` by file name; files that do not end in `.mustache` are left alone.
  init(_ texts: [String: String], diagnostics: DiagnosticCollector) {
    let files = texts.keys.filter { $0.hasSuffix(TemplateFile.suffix) }.sortedByBytes()
    let names = Set(files.map(TemplateSet.name))
    for template in TemplateFile.allCases where !names.contains(template.rawValue) {
      diagnostics.error("no template '\(template.fileName)'", hint: "templates come from one folder, all together")
    }
    let check = TemplateCheck(partials: names, diagnostics: diagnostics)
    var library = MustacheLibrary()
    var uses: [String: [TemplateTag]] = [:]
    for file in files {
      let text = TemplateSet.unixLines(texts[file] ?? "")
      uses[TemplateSet.name(of: file)] = check.check(text, file: file)
      if diagnostics.hasErrors { continue }
      let parsed = diagnostics.catching { () throws(Diagnostic) in try TemplateSet.parse(text, file: file) }
      if let parsed { library.register(parsed, named: TemplateSet.name(of: file)) }
    }
    TemplateSet.checkCycles(uses, names: names.sortedByBytes(), diagnostics: diagnostics)
    self.library = library
  }

  func render(_ template: TemplateFile, _ values: TemplateValues) -> Markup {
    var markup = Markup()
    markup.append(rendered: library.render(values, withTemplate: template.rawValue) ?? "")
    return markup
  }

  static func unixLines(_ text: String) -> String {
    var bytes = Array(text.utf8)
    if bytes.contains(0x0D) {
      bytes = bytes.indices.filter { bytes[$0] != 0x0D || $0 + 1 == bytes.count || bytes[$0 + 1] != 0x0A }
        .map { bytes[$0] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func name(of file: String) -> String { String(file.dropLast(TemplateFile.suffix.count)) }

  private static func parse(_ text: String, file: String) throws(Diagnostic) -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: pragma + text)
    } catch let error as MustacheTemplate.ParserError {
      let context = error.context
      throw Diagnostic(
        "template cannot be read: \(words(for: error.error))",
        at: Location(
          file: file, line: max(1, context.lineNumber - 1), column: context.columnNumber, excerpt: context.line))
    } catch {
      throw Diagnostic("template cannot be read", at: Location(file: file))
    }
  }

  private static func words(for error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "a section is closed by another name"
    case .unfinishedName: "a tag is not finished"
    case .expectedSectionEnd: "a section has no end"
    case .invalidSetDelimiter: "delimiters are badly set"
    case .transformAppliedToInheritanceSection, .illegalTokenInsideInheritSection, .textInsideInheritSection:
      "inheritance is not allowed"
    case .invalidConfigVariableSyntax, .unrecognisedConfigVariable: "pragmas are not allowed"
    case nil: "a tag is cut off"
    }
  }

  /// A template that includes itself, in one step or more, would never end.
  private static func checkCycles(
    _ uses: [String: [TemplateTag]], names: [String], diagnostics: DiagnosticCollector
  ) {
    for name in names {
      var pending = uses[name] ?? []
      var seen: Set<String> = []
      while let tag = pending.popLast() {
        if tag.name == name {
          diagnostics.error("template '\(name)' includes itself", at: tag.location)
          break
        }
        if seen.insert(tag.name).inserted { pending += uses[tag.name] ?? [] }
      }
    }
  }
}
