import Foundation
import TestSupport
import Testing

/// What `vouch gate --format sarif` prints, against the schema that OASIS publishes.
@Suite("SARIF schema") struct SARIFSchemaTests {
  private let schema: JSONSchema

  init() throws { schema = try JSONSchema(try Checkout.bytes("fixtures/schemas/sarif-schema-2.1.0.json")) }

  @Test(arguments: ["pack.yaml", "clean.yaml"]) func `a log of decisions is valid`(definition: String) throws {
    let run = try Harbour().run("gate", definition, "--format", "sarif")
    #expect(try schema.problems(of: run.outBytes) == [])
    #expect(run.out.contains("\"results\""))
  }

  @Test func `every decision of the quarter is valid, what is missing too`() throws {
    let run = try Program.run(["gate", "fixtures/soc2-2024q1/pack.yaml", "--format", "sarif"])
    #expect(run.status == 1)
    #expect(try schema.problems(of: run.outBytes) == [])
    #expect(run.out.contains("logicalLocations"))
    #expect(!run.out.contains("\"uri\":\"\""))
  }

  @Test func `the check finds what is wrong`() throws {
    let log = { (result: String) in
      Array(
        #"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"n"}},"results":[\#(result)]}]}"#.utf8)
    }
    #expect(try schema.problems(of: log(#"{"message":{"text":"t"}}"#)) == [])
    for result in [
      #"{}"#, #"{"message":{"text":1}}"#, #"{"message":{"text":"t"},"level":"fatal"}"#,
      #"{"message":{"text":"t"},"kind":"failed"}"#, #"{"message":{"text":"t"},"levl":"none"}"#,
      #"{"message":{"text":"t"},"ruleIndex":-2}"#, #"{"message":{"text":"t"},"ruleIndex":true}"#,
      #"{"message":{"text":"t"},"suppressions":[{}]}"#,
      #"{"message":{"text":"t"},"locations":[{"physicalLocation":{"region":{"startLine":0}}}]}"#,
      #"{"message":{"text":"t"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a b"}}}]}"#,
    ] {
      #expect(try !schema.problems(of: log(result)).isEmpty, "\(result)")
    }
    #expect(try !schema.problems(of: Array(#"{"version":"2.0.0","runs":[]}"#.utf8)).isEmpty)
  }
}
