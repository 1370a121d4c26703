import Diagnostics
import JSON
import TestSupport
import Testing

@Suite("Canonical JSON") struct JSONCanonicalTests {
  private func written(_ value: JSONValue) throws -> String {
    String(decoding: try CanonicalJSON.write(value), as: UTF8.self)
  }

  @Test(arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
  func `the published vectors come out byte for byte`(name: String) throws {
    let value = try JSONParser.parse(try Checkout.bytes("fixtures/jcs/input/\(name).json"), name: name)
    #expect(try CanonicalJSON.write(value) == Checkout.bytes("fixtures/jcs/output/\(name).json"))
  }

  /// RFC 8785, appendix B.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
      (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
      (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
      (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
      (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
      (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
      (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
      (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
      (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
      (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
      (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ] as [(UInt64, String)]) func `the published numbers come out digit for digit`(bits: UInt64, text: String) throws
  {
    #expect(try written(.double(Double(bitPattern: bits))) == text)
  }

  @Test(arguments: [
    (123.0, "123"), (0.1, "0.1"), (1e20, "100000000000000000000"), (12.5, "12.5"), (1.5e-7, "1.5e-7"),
    (1.25e22, "1.25e+22"), (0.00001, "0.00001"), (1e-5, "0.00001"), (1.5e-6, "0.0000015"), (-100.5, "-100.5"),
  ]) func `numbers change their form where ECMAScript does`(value: Double, text: String) throws {
    #expect(try written(.double(value)) == text)
  }

  @Test func `keys are in the order of their UTF-16 code units`() throws {
    // U+1F600 is D83D DE00 and so comes before U+E000 and U+FB33, though its UTF-8 and its code point are greater.
    let value: JSONValue = [
      "\u{FB33}": 1, "\u{1F600}": 2, "\u{E000}": 3, "\u{D7FF}": 4, "b": 5, "": 6, "ba": 7, "B": 8,
    ]
    #expect(
      try written(value)
        == "{\"\":6,\"B\":8,\"b\":5,\"ba\":7,\"\u{D7FF}\":4,\"\u{1F600}\":2,\"\u{E000}\":3,\"\u{FB33}\":1}")
  }

  @Test func `only what must be escaped is`() throws {
    let text = (0..<0x20).map { String(Character(Unicode.Scalar(UInt8($0)))) }.joined() + "\"\\/\u{7F}\u{2028}é"
    let escaped =
      #"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
      + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\"#
    #expect(try written(.string(text)) == "\"\(escaped)/\u{7F}\u{2028}é\"")
  }

  @Test(
    arguments: [
      (JSONValue.double(.nan), "number is not finite"), (.double(.infinity), "number is not finite"),
      (.int((1 << 53) + 1), "integer 9007199254740993 is beyond 2^53"),
      (.int(.min), "integer -9223372036854775808 is beyond 2^53"),
      (["a": 1, "b": 2, "a": 3], "key 'a' occurs twice in an object"),
      ((0..<129).reduce(JSONValue.null) { value, _ in [value] }, "value is nested deeper than 128"),
    ] as [(JSONValue, String)]) func `what readers would take differently is refused`(value: JSONValue, message: String)
  {
    let diagnostic = #expect(throws: Diagnostic.self) { try CanonicalJSON.write(["x": [value]]) }
    #expect(diagnostic?.message == message)
  }

  @Test func `the largest exact integers are written`() throws {
    #expect(try written([.int(1 << 53), .int(-(1 << 53))]) == "[9007199254740992,-9007199254740992]")
  }
}
