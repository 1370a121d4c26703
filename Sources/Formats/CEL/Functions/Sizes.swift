extension StandardLibrary {
  /// `size`, as function and as method.
  static let sizes: [CELFunction] = [
    CELFunction(
      "size",
      [CELOverload.Style.function, .method].flatMap { style in
        [
          CELOverload(style, [.string], .int) { a, _ in .int(Int64(a.string(0).unicodeScalars.count)) },
          CELOverload(style, [.bytes], .int) { a, _ in .int(Int64(a.bytes(0).count)) },
          CELOverload(style, [.list(.dyn)], .int) { a, _ in .int(Int64(a.list(0).count)) },
          CELOverload(style, [.map(.dyn, .dyn)], .int) { a, _ in .int(Int64(a.map(0).count)) },
        ]
      })
  ]
}
