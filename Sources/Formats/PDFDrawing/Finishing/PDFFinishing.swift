import Diagnostics

/// Makes of Cairo's file one that follows PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
///
/// It touches only what Cairo 1.16 leaves out or cannot say, and copies everything else as it stands.
struct PDFFinishing {
  let metadata: PDFMetadata
  /// The ICC profile of the colours: sRGB.
  let colourProfile: [UInt8]
  let marks: [StructureMark]

  /// `pages` is told each page's content, inflated, in order.
  func finish(_ drawn: [UInt8], pages: ([UInt8]) -> Void) throws(Diagnostic) -> [UInt8] {
    var file = try DrawnFile(drawn)
    try describe(&file)
    var structure = try StructureFinishing(of: file)
    try structure.apply(marks, to: &file)
    var content = PageFinishing(parents: structure.parents)
    try content.finish(&file, pages)
    let info = file.add(.value(information.text[...]))
    return FinishedFile.bytes(file.objects, root: file.root, info: info, plain: [file.root, info])
  }

  private func describe(_ file: inout DrawnFile) throws(Diagnostic) {
    let packet = file.add(
      .stream(
        PDFDictionary([("/Type", "/Metadata"), ("/Subtype", "/XML")]),
        Array(XMPPacket(metadata: metadata).text.utf8)[...]))
    let profile = file.add(.deflated(colourProfile, PDFDictionary([("/N", "3")])))
    let intent = PDFDictionary([
      ("/Type", "/OutputIntent"), ("/S", "/GTS_PDFA1"), ("/OutputConditionIdentifier", "(sRGB)"),
      ("/Info", "(sRGB IEC61966-2.1)"), ("/DestOutputProfile", "\(profile) 0 R"),
    ])
    let language = PDFString.written(metadata.language)
    try file.change(file.root) { root in
      root.set("/Lang", language)
      root.set("/MarkInfo", "<</Marked true>>")
      root.set("/ViewerPreferences", "<</DisplayDocTitle true>>")
      root.set("/Metadata", "\(packet) 0 R")
      root.set("/OutputIntents", Array("[".utf8) + intent.text + Array("]".utf8))
    }
  }

  /// A new dictionary: Cairo's names the time of writing and its own version.
  private var information: PDFDictionary {
    var info = PDFDictionary()
    info.set("/Title", PDFString.written(metadata.title))
    info.set("/Author", PDFString.written(metadata.author))
    info.set("/Subject", PDFString.written(metadata.subject))
    info.set("/Keywords", PDFString.written(metadata.keywords))
    info.set("/Producer", PDFString.written(PDFMetadata.producer))
    info.set("/CreationDate", PDFString.written(metadata.pdfDate))
    info.set("/ModDate", PDFString.written(metadata.pdfDate))
    for property in metadata.properties { info.set("/" + property.key, PDFString.written(property.value)) }
    return info
  }
}
