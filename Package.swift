// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: what the compiler can refuse, it refuses.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A value layer: no files, no formats, no stages.
func model(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/Model/\(name)", swiftSettings: house)
}

/// Bytes or text in, values out; knows no audit.
func format(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: ["Bytes", "Diagnostics"] + dependencies, path: "Sources/Formats/\(name)",
    swiftSettings: house)
}

/// A step of the flow; imports no other stage.
func stage(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: ["Bytes", "Diagnostics"] + dependencies, path: "Sources/Stages/\(name)",
    swiftSettings: house)
}

/// A C library of the system, by its module map.
func library(_ name: String, pkgConfig: String? = nil, apt: [String]) -> Target {
  .systemLibrary(
    name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt(apt)])
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: ["Bytes", "Diagnostics", "TestSupport"] + dependencies, path: "Tests/\(name)",
    swiftSettings: house)
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let ordered = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")

let package = Package(
  name: "vouch",
  products: [
    .executable(name: "vouch", targets: ["vouch"]),
    .library(name: "VouchKit", targets: ["VouchKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    // C libraries
    library("CCairo", pkgConfig: "cairo-pdf", apt: ["libcairo2-dev"]),
    library("CFreeType", pkgConfig: "freetype2", apt: ["libfreetype-dev"]),
    library("CHarfBuzz", pkgConfig: "harfbuzz", apt: ["libharfbuzz-dev"]),
    library("CFriBidi", pkgConfig: "fribidi", apt: ["libfribidi-dev"]),
    library("CQPDF", pkgConfig: "libqpdf", apt: ["libqpdf-dev"]),
    library("CYAML", pkgConfig: "yaml-0.1", apt: ["libyaml-dev"]),
    library("CZip", pkgConfig: "libzip", apt: ["libzip-dev"]),
    library("CZlib", pkgConfig: "zlib", apt: ["zlib1g-dev"]),
    library("CCrypto", pkgConfig: "libcrypto", apt: ["libssl-dev"]),
    library("CSimdjson", apt: ["libsimdjson-dev"]),
    library("CRE2", apt: ["libre2-dev"]),
    library("CMarkdown", pkgConfig: "libcmark-gfm", apt: ["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]),
    library("CXLSXWriter", pkgConfig: "xlsxwriter", apt: ["libxlsxwriter-dev"]),
    .target(name: "CLoadedObjects", path: "Sources/CLibraries/CLoadedObjects"),
    .target(
      name: "CSimdjsonShim", dependencies: ["CSimdjson"], path: "Sources/CLibraries/CSimdjsonShim",
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(
      name: "CRE2Shim", dependencies: ["CRE2"], path: "Sources/CLibraries/CRE2Shim",
      linkerSettings: [.linkedLibrary("re2")]),

    // Model
    model("Bytes", ["Diagnostics"]),
    model("Diagnostics"),
    model("Rows", ["Bytes", "Diagnostics"]),
    model("AuditModel", ["Bytes", "Diagnostics", "Rows"]),
    model("DocumentModel", ["Diagnostics"]),

    // Formats
    format("Digests", ["CCrypto"]),
    format("Signatures", ["CCrypto", "Digests", "JSON"]),
    format("Chunking", ["Rows"]),
    format("JSON", ["Rows", "Chunking", "CSimdjsonShim"]),
    format("CSV", ["Rows", "Chunking"]),
    format("Gzip", ["CZlib"]),
    format("TextEncodings"),
    format("YAML", ["CYAML"]),
    format("TimeZones", ["Rows"]),
    format("CEL", ["Rows", "TimeZones", "CRE2Shim"]),
    format("Zip", ["CZip", "CZlib"]),
    format("Markdown", ["CMarkdown"]),
    format("Spreadsheet", ["CXLSXWriter"]),
    format("PDFDrawing", ["CCairo", "CFreeType", "CHarfBuzz", "CFriBidi", "CQPDF", "CZlib", "Digests"]),

    // Stages
    stage(
      "Ingestion",
      ["Rows", "AuditModel", "JSON", "CSV", "Gzip", "TextEncodings", "Digests", "Chunking", "TimeZones", "CEL"]),
    stage("Measurement", ["Rows", "AuditModel", "CEL", "YAML"]),
    stage("PolicyEvaluation", [ordered, "Rows", "AuditModel", "CEL", "YAML", "CSV", "Digests"]),
    stage("Reporting", [ordered, "Rows", "AuditModel", "DocumentModel", "Markdown"]),
    stage("HTMLRendering", ["DocumentModel", "Digests", mustache]),
    stage("PDFRendering", ["DocumentModel", "PDFDrawing", "Digests"]),
    stage("Correspondence", ["AuditModel", "DocumentModel", "JSON", mustache]),
    stage("Packaging", ["Rows", "AuditModel", "JSON", "CSV", "Digests", "Signatures", "Zip"]),

    // The whole
    .target(
      name: "VouchKit",
      dependencies: [
        "Bytes", "Diagnostics", "Rows", "AuditModel", "DocumentModel", "CSV", "Spreadsheet",
        "Digests", "Signatures", "JSON", "YAML", "TimeZones", "CEL", "Zip", "PDFDrawing", "CLoadedObjects",
        "Ingestion", "Measurement", "PolicyEvaluation", "Reporting", "HTMLRendering", "PDFRendering",
        "Packaging", "Correspondence",
      ], swiftSettings: house),
    .executableTarget(name: "vouch", dependencies: ["VouchKit", arguments], swiftSettings: house),
    .executableTarget(name: "FixtureGenerator", dependencies: ["Gzip"], swiftSettings: house),

    // Tests
    .target(
      name: "TestSupport", dependencies: ["Bytes", "Diagnostics"], path: "Tests/TestSupport", swiftSettings: house),
    tests("HouseTests", []),
    tests("ModelTests", ["Rows", "AuditModel", "DocumentModel"]),
    tests(
      "FormatTests",
      [
        "Rows", "Digests", "Signatures", "Chunking", "JSON", "CSV", "Gzip", "TextEncodings", "YAML", "Zip",
        "Spreadsheet",
      ]),
    tests("CELTests", ["Rows", "TimeZones", "CEL", "JSON"]),
    tests("DrawingTests", ["DocumentModel", "PDFDrawing", "PDFRendering", "HTMLRendering", "Digests"]),
    tests(
      "StageTests",
      [
        "Rows", "AuditModel", "DocumentModel", "Ingestion", "Measurement", "PolicyEvaluation", "Reporting", "CEL",
        "YAML", "Digests", "TimeZones",
      ]),
    tests(
      "PackagingTests",
      ["Rows", "AuditModel", "DocumentModel", "JSON", "Digests", "Signatures", "Zip", "Packaging", "Correspondence"]),
    tests("CommandTests", ["VouchKit", "JSON", "Digests", "Signatures", "Zip", "Packaging"]),
  ]
)

// Fuzz targets have libFuzzer's own entry point, so that they are built by 'make fuzz' alone.
if Context.environment["VOUCH_FUZZ"] != nil {
  func fuzz(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
      name: name, dependencies: ["Bytes", "Diagnostics", "Rows"] + dependencies, path: "Sources/Fuzz/\(name)",
      swiftSettings: house)
  }
  package.targets += [
    fuzz("FuzzJSON", ["JSON"]), fuzz("FuzzCSV", ["CSV"]), fuzz("FuzzYAML", ["YAML"]), fuzz("FuzzCEL", ["CEL"]),
  ]
}
