import Bytes
import Diagnostics
import DocumentModel
import HTMLRendering

/// Reads the theme and what it names.
struct DesignLoader {
  /// The share folder; nil to look for it.
  let share: String?
  let collector: DiagnosticCollector
  /// What is wrong with fonts, apart from what is wrong with theme and templates.
  let fonts: DiagnosticCollector

  /// `fonts` is nil for one collector of everything.
  init(share: String?, collector: DiagnosticCollector, fonts: DiagnosticCollector? = nil) {
    self.share = share
    self.collector = collector
    self.fonts = fonts ?? collector
  }

  /// sRGB, from Debian's icc-profiles-free.
  private static let colourProfile = "/usr/share/color/icc/sRGB.icc"

  /// Nil if something is wrong, which has been reported. Without `drawing` no font is looked at, and no template is
  /// tried.
  func load(drawing: Bool = true) -> Design? {
    guard let folder = share ?? collector.catching({ () throws(Diagnostic) in try ShareFolder.find() }) else {
      return nil
    }
    let templates = folder + "/templates"
    guard let themeInput = read("theme.yaml", in: templates, limit: Limits.template),
      let theme = ThemeReader(collector: collector).read(themeInput)
    else { return nil }
    let names = collector.catching { () throws(Diagnostic) in
      try Glob.files("*.mustache", in: templates) + Glob.files("*.css", in: templates)
        + Glob.files("*.js", in: templates) + [PackNames.check]
    }
    let texts =
      (names ?? []).sortedByBytes().compactMap { read($0, in: templates, limit: Limits.template) }
      + [Catalogue.file, Catalogue.requirements].compactMap {
        read($0, in: folder + "/policies", limit: Limits.template)
      }
    let wanted = drawing ? theme.faces.all : []
    let faces = wanted.compactMap { face in
      fonts.catching { () throws(Diagnostic) in try FaceFile(face) }
    }
    let profile = collector.catching { () throws(Diagnostic) in
      Input(
        label: Paths.name(of: DesignLoader.colourProfile),
        bytes: try FileSource(name: DesignLoader.colourProfile, path: DesignLoader.colourProfile)
          .readAll(limit: Limits.colourProfile))
    }
    guard let profile, faces.count == wanted.count else { return nil }
    let design = Design(theme: themeInput, templates: texts, faces: faces, colourProfile: profile)
    guard drawing else { return design }
    do throws(Diagnostics) {
      _ = try design.renderer(theme)
      return design
    } catch {
      for diagnostic in error.all { collector.report(diagnostic) }
      return nil
    }
  }

  private func read(_ name: String, in folder: String, limit: Int) -> Input? {
    collector.catching { () throws(Diagnostic) in
      Input(
        label: name, bytes: try FileSource(name: folder + "/" + name, path: folder + "/" + name).readAll(limit: limit))
    }
  }
}

extension Design {
  /// The templates as a renderer of pages; throws everything that is wrong with them.
  func renderer(_ theme: Theme) throws(Diagnostics) -> HTMLRenderer {
    let texts = templates.map { ($0.label, String(decoding: $0.bytes, as: UTF8.self)) }
    return try HTMLRenderer(templates: Dictionary(texts, uniquingKeysWith: { first, _ in first }), theme: theme)
  }
}
