package import Diagnostics
package import DocumentModel

/// Renders documents as pages that stand alone: one file, nothing loaded, the words of the model only.
package struct HTMLRenderer: Sendable {
  let templates: TemplateSet
  package let style: StyleSheet
  let script: PageScript?

  /// `templates` are the texts of the template folder by file name.
  package init(templates: [String: String], theme: Theme) throws(Diagnostics) {
    let diagnostics = DiagnosticCollector()
    let set = TemplateSet(templates, diagnostics: diagnostics)
    let style = diagnostics.catching { () throws(Diagnostic) in
      guard let rules = templates[TemplateFile.styleSheet] else {
        throw Diagnostic("no style sheet '\(TemplateFile.styleSheet)' beside the templates")
      }
      return try StyleSheet(rules: rules, theme: theme, file: TemplateFile.styleSheet)
    }
    let script = templates[TemplateFile.script].flatMap { text in
      diagnostics.catching { () throws(Diagnostic) in try PageScript(text, file: TemplateFile.script) }
    }
    try diagnostics.throwIfErrors()
    guard let style else { throw Diagnostics(diagnostics.all) }
    self.templates = set
    self.style = style
    self.script = script
  }

  /// The page of a document, which lies one folder below the root of the pack.
  package func render(_ document: Document) throws(Diagnostic) -> [UInt8] {
    let outline = try Outline(of: document)
    let links = LinkResolver(root: "../", anchors: outline.anchors)
    var writer = BlockMarkup(templates: templates, links: links, outline: outline)
    var blocks = Markup()
    for block in document.blocks { blocks.append(try writer.markup(block)) }

    var values = frame(document.properties, title: document.title, root: links.root)
    // A page that stands alone has no index to lead to.
    if document.form != .page { values.set(.indexWord, text: Chrome.index) }
    values.set(.title, text: document.title)
    values.set(.subtitle, text: document.subtitle)
    values.set(.facts, try writer.facts(document.facts))
    values.set(.contents, contents(outline))
    values.set(.blocks, blocks)
    return templates.render(.page, values).bytes
  }

  /// What every page has around its own content.
  func frame(_ properties: Document.Properties, title: String, root: String) -> TemplateValues {
    let style = style.headed(left: properties.runningHead, right: title)
    var values = TemplateValues()
    values.set(.language, text: properties.language)
    values.set(.author, text: properties.author)
    values.set(.date, text: properties.date)
    values.set(.runningHead, text: properties.runningHead)
    values.set(.factsDigest, text: properties.factsDigest)
    values.set(.decisionsDigest, text: properties.decisionsDigest)
    values.set(.policy, text: ContentPolicy(style: style, script: script).text)
    values.set(.style, Markup(style: style))
    if let script { values.set(.script, Markup(script: script)) }
    values.set(.root, text: root)
    values.set(.contentsWord, text: Chrome.contents)
    values.set(.skipWord, text: Chrome.skip)
    values.set(.factsDigestWord, text: Chrome.factsDigest)
    values.set(.decisionsDigestWord, text: Chrome.decisionsDigest)
    return values
  }

  private func contents(_ outline: Outline) -> [TemplateValues] {
    outline.entries.map { entry in
      var values = TemplateValues()
      values.set(.level, text: "\(entry.level)")
      values.set(.anchor, text: LinkResolver.encoded(entry.anchor))
      values.set(.text, text: entry.text)
      return values
    }
  }
}
