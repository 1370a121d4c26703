import Bytes
import Diagnostics

/// What is wrong with a template beyond what the library looks for: an unknown name or partial renders as nothing there,
/// and a report would lose words without a sound.
package struct TemplateCheck {
  /// Deeper nesting of sections is refused: the library follows it by recursion.
  package static let nestingLimit = 16
  /// A template longer than this, in bytes of UTF-8, is refused.
  package static let sizeLimit = 1 << 20

  let partials: Set<String>
  let diagnostics: DiagnosticCollector

  /// Checks one template and returns the partials that it uses.
  func check(_ text: String, file: String) -> [TemplateTag] {
    guard text.utf8.count <= TemplateCheck.sizeLimit else {
      diagnostics.error("template is larger than \(TemplateCheck.sizeLimit) bytes", at: Location(file: file))
      return []
    }
    guard let tags = diagnostics.catching({ () throws(Diagnostic) in try TemplateTag.all(in: text, file: file) })
    else { return [] }
    checkSections(tags)
    for tag in tags { checkName(of: tag) }
    checkRequired(tags, file: file)
    return tags.filter { $0.kind == .partial }
  }

  private func checkSections(_ tags: [TemplateTag]) {
    var open: [TemplateTag] = []
    for tag in tags {
      switch tag.kind {
      case .section, .inverted:
        open.append(tag)
        if open.count > TemplateCheck.nestingLimit {
          diagnostics.error("sections are nested deeper than \(TemplateCheck.nestingLimit)", at: tag.location)
          return
        }
      case .close:
        guard let section = open.popLast() else {
          diagnostics.error("section '\(tag.name)' is closed but was not opened", at: tag.location)
          return
        }
        if section.name != tag.name {
          diagnostics.error(
            "section '\(section.name)' is open where '\(tag.name)' is closed", at: tag.location,
            hint: "close '\(section.name)' first")
          return
        }
      case .variable, .partial, .comment, .refused: break
      }
    }
    for section in open {
      diagnostics.error(
        "section '\(section.name)' has no end", at: section.location, hint: "close it with '{{/\(section.name)}}'")
    }
  }

  private func checkName(of tag: TemplateTag) {
    switch tag.kind {
    case .variable, .section, .inverted:
      let known = TemplateName.allCases.map(\.rawValue)
      if !known.contains(tag.name) {
        diagnostics.error(
          "unknown name '\(tag.name)'", at: tag.location, hint: suggestionHint(for: tag.name, in: known))
      }
    case .partial:
      if !partials.contains(tag.name) {
        diagnostics.error(
          "no template '\(tag.name)\(TemplateFile.suffix)'", at: tag.location,
          hint: suggestionHint(for: tag.name, in: partials.sortedByBytes()))
      }
    case .refused:
      diagnostics.error(
        "this kind of tag is not allowed", at: tag.location,
        hint: "use {{name}}, {{#name}}, {{^name}}, {{/name}}, {{>partial}} or {{! comment}}; values are escaped already"
      )
    case .close, .comment: break
    }
  }

  private func checkRequired(_ tags: [TemplateTag], file: String) {
    guard let template = TemplateFile.allCases.first(where: { $0.fileName == file }) else { return }
    let used = Set(tags.filter { $0.kind == .variable || $0.kind == .section }.map(\.name))
    for name in template.required where !used.contains(name.rawValue) {
      diagnostics.error(
        "template does not use '\(name.rawValue)'", at: Location(file: file), hint: "add {{\(name.rawValue)}}")
    }
  }
}
