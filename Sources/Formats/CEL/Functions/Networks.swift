extension StandardLibrary {
  /// The network extension: addresses and blocks of addresses.
  static let networks: [CELFunction] = [
    CELFunction(
      "ip",
      [
        .function([.string], .ip) { a, _ throws(CELError) in .ip(try address(a.string(0))) },
        .function([.ip], .ip) { a, _ in a[0] },
        .method([.cidr], .ip) { a, _ in .ip(a.cidr(0).address) },
      ]),
    CELFunction("isIP", [.function([.string], .bool) { a, _ in .bool(IPAddress(a.string(0)) != nil) }]),
    CELFunction(
      "ip.isCanonical",
      [
        .function([.string], .bool) { a, _ throws(CELError) in
          .bool(try address(a.string(0)).description.hasSameBytes(as: a.string(0)))
        }
      ]),
    CELFunction("family", [.method([.ip], .int) { a, _ in .int(Int64(a.ip(0).family)) }]),
    property("isUnspecified") { $0.isUnspecified },
    property("isLoopback") { $0.isLoopback },
    property("isGlobalUnicast") { $0.isGlobalUnicast },
    property("isLinkLocalMulticast") { $0.isLinkLocalMulticast },
    property("isLinkLocalUnicast") { $0.isLinkLocalUnicast },
    CELFunction(
      "cidr",
      [
        .function([.string], .cidr) { a, _ throws(CELError) in .cidr(try block(a.string(0))) },
        .function([.cidr], .cidr) { a, _ in a[0] },
      ]),
    CELFunction("isCIDR", [.function([.string], .bool) { a, _ in .bool(CIDRBlock(a.string(0)) != nil) }]),
    CELFunction(
      "containsIP",
      [
        .method([.cidr, .ip], .bool) { a, _ in .bool(a.cidr(0).contains(a.ip(1))) },
        .method([.cidr, .string], .bool) { a, _ throws(CELError) in
          .bool(a.cidr(0).contains(try address(a.string(1))))
        },
      ]),
    CELFunction(
      "containsCIDR",
      [
        .method([.cidr, .cidr], .bool) { a, _ in .bool(a.cidr(0).contains(a.cidr(1))) },
        .method([.cidr, .string], .bool) { a, _ throws(CELError) in
          .bool(a.cidr(0).contains(try block(a.string(1))))
        },
      ]),
    CELFunction("masked", [.method([.cidr], .cidr) { a, _ in .cidr(a.cidr(0).masked) }]),
    CELFunction(
      "prefixLength", [.method([.cidr], .int) { a, _ in .int(Int64(a.cidr(0).prefixLength)) }]),
  ]

  private static func property(_ name: String, _ value: @escaping @Sendable (IPAddress) -> Bool) -> CELFunction {
    CELFunction(name, [.method([.ip], .bool) { a, _ in .bool(value(a.ip(0))) }])
  }

  private static func address(_ text: String) throws(CELError) -> IPAddress {
    guard let address = IPAddress(text) else {
      throw CELError("\(CELText.excerpt(.string(text))) is no address", hint: "test it first: isIP(text)")
    }
    return address
  }

  private static func block(_ text: String) throws(CELError) -> CIDRBlock {
    guard let block = CIDRBlock(text) else {
      throw CELError("\(CELText.excerpt(.string(text))) is no block of addresses", hint: "test it first: isCIDR(text)")
    }
    return block
  }
}
