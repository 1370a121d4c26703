import AuditModel
import Diagnostics
import Measurement
import Rows
import Testing

@Suite("Model measurement")
struct ModelMeasurementTests {
  private func csv(_ rows: [String]) -> String {
    "id,y_true,y_score,y_pred,sex\n" + rows.joined(separator: "\n") + "\n"
  }

  @Test func `a score that is no number is rejected with its line`() async throws {
    let text = csv(["a,1,0.9,1,f", "b,0,nan,0,m", "c,0,inf,0,m", "d,0,,0,m", "e,0,0.2,0,m"])
    let (account, table) = try await ModelFigures.table(
      text, kind: "predictions", ModelFigures.definition(protected: ["sex"]))
    #expect(account.rejections.map(\.origin.line) == [3, 4, 5])
    #expect(account.rejections.first?.reason == "'y_score' is 'nan', not a finite number")
    #expect(table.count == 2)
  }

  @Test func `a third outcome is an error with its line`() async throws {
    let text = csv(["a,1,0.9,1,f", "b,0,0.1,0,m", "c,2,0.5,1,m"])
    do {
      _ = try await ModelFigures.measure(text, ModelFigures.definition(protected: ["sex"]))
      Issue.record("three outcomes were taken")
    } catch let error as Diagnostics {
      #expect(error.all.map(\.message) == ["'y_true' has a third value, '2', beside '1' and '0'"])
      #expect(error.all.first?.location?.line == 4)
    }
  }

  @Test func `a decision of a third value is an error with its line`() async throws {
    do {
      _ = try await ModelFigures.measure(
        csv(["a,1,0.9,1,f", "b,0,0.1,2,m"]), ModelFigures.definition(protected: ["sex"]))
      Issue.record("three decisions were taken")
    } catch let error as Diagnostics {
      #expect(error.all.map(\.message) == ["'y_pred' has a third value, '2', beside '1' and '0'"])
      #expect(error.all.first?.location?.line == 3)
    }
  }

  /// The same cases by numbers, words, and true and false have the same figures.
  @Test func `outcomes may be words, or true and false`() async throws {
    let numbers = try await ModelFigures.measure(
      csv(["a,1,0.9,1,f", "b,0,0.6,1,m", "c,1,0.2,0,m"]), ModelFigures.definition(protected: ["sex"]))
    let words = try await ModelFigures.measure(
      csv(["a,good,0.9,good,f", "b,\"bad, late\",0.6,good,m", "c,good,0.2,\"bad, late\",m"]),
      ModelFigures.definition(protected: ["sex"], positive: .word("good")))
    let flags = try await ModelFigures.measure(
      csv(["a,true,0.9,True,f", "b,FALSE,0.6,1,m", "c,yes,0.2,no,m"]),
      ModelFigures.definition(protected: ["sex"], positive: .flag(true)))
    #expect(numbers.metrics.find("precision")?.value == 0.5)
    #expect(words.metrics == numbers.metrics)
    #expect(flags.metrics == numbers.metrics)
  }

  @Test func `an attribute that no prediction states is an error`() async throws {
    do {
      _ = try await ModelFigures.measure(csv(["a,1,0.9,1,f"]), ModelFigures.definition(protected: ["gender"]))
      Issue.record("an absent attribute was taken")
    } catch let error as Diagnostics {
      #expect(error.all.map(\.message) == ["no prediction states the protected attribute 'gender'"])
    }
  }

  @Test func `a group without the denominator makes the difference undefined`() async throws {
    // No unfavourable outcome among f: its false positive rate has no denominator.
    let text = csv(["a,1,0.9,1,f", "b,1,0.4,0,f", "c,0,0.5,1,m", "d,1,0.6,1,m"])
    let metrics = try await ModelFigures.measure(text, ModelFigures.definition(protected: ["sex"])).metrics
    let odds = metrics.find("equalized_odds_difference", [("attribute", "sex")])
    #expect(odds?.value == nil)
    #expect(odds?.undefined == "group 'f' has no case with an unfavourable outcome")
    #expect(metrics.find("demographic_parity_difference", [("attribute", "sex")])?.value == 0.5)
    let rate = metrics.find("fpr", [("attribute", "sex"), ("group", "f")])
    #expect(rate?.value == nil)
    #expect(rate?.sampleSize == 0)
  }

  @Test func `one group only has no differences`() async throws {
    let metrics = try await ModelFigures.measure(
      csv(["a,1,0.9,1,f", "b,0,0.4,0,f"]), ModelFigures.definition(protected: ["sex"])
    ).metrics
    let parity = metrics.find("demographic_parity_difference", [("attribute", "sex")])
    #expect(parity?.value == nil)
    #expect(parity?.undefined == "'sex' has fewer than two groups with a case")
  }

  @Test func `a case of no stated group is in none, and told`() async throws {
    let text = csv(["a,1,0.9,1,f", "b,0,0.4,0,m", "c,1,0.4,0,"])
    let result = try await ModelFigures.measure(text, ModelFigures.definition(protected: ["sex"]))
    #expect(result.findings.map(\.code) == ["group_not_stated"])
    #expect(result.metrics.find("accuracy")?.sampleSize == 3)
    #expect(result.metrics.find("accuracy_difference", [("attribute", "sex")])?.sampleSize == 2)
  }

  @Test func `crossed groups without a case are there with size 0`() async throws {
    let text = "id,y_true,y_score,sex,age\na,1,0.9,f,old\nb,0,0.1,f,young\nc,1,0.7,m,old\n"
    let model = ModelFigures.definition(protected: ["sex", "age"], intersections: [["sex", "age"]])
    let metrics = try await ModelFigures.measure(text, model).metrics
    let crossed = ("attribute", "sex*age")
    #expect(metrics.find("group_size", [crossed, ("group", "m*young")])?.value == 0)
    #expect(metrics.find("selection_rate", [crossed, ("group", "m*young")])?.value == nil)
    #expect(metrics.find("min_group_size", [crossed])?.value == 0)
    #expect(metrics.find("group_size", [crossed, ("group", "f*old")])?.value == 1)
  }

  @Test func `points outside 0 to 1 rank, and are no probabilities`() async throws {
    let text = csv(["a,1,720,1,f", "b,0,540,0,m", "c,1,600,1,m", "d,0,610,1,f"])
    let result = try await ModelFigures.measure(text, ModelFigures.definition(protected: ["sex"]))
    #expect(result.metrics.find("roc_auc")?.value == 0.75)
    #expect(result.metrics.find("brier")?.undefined == "scores lie outside 0 to 1")
    // At the threshold 0.5, which such points all exceed, b would have been granted.
    #expect(result.findings.map(\.code) == ["decision_differs", "scores_not_probabilities"])
  }

  @Test func `a single case is measured as far as it goes`() async throws {
    let model = ModelFigures.definition(protected: ["sex"], seed: 1, bootstrap: 20)
    let metrics = try await ModelFigures.measure(csv(["a,1,0.9,1,f"]), model).metrics
    #expect(metrics.find("accuracy")?.value == 1)
    #expect(metrics.find("roc_auc")?.undefined == "all cases have the same outcome")
    #expect(metrics.find("brier")?.value.map { abs($0 - 0.01) < 1e-12 } == true)
    #expect(metrics.allSatisfy { $0.value?.isFinite ?? ($0.undefined != nil) })
  }

  @Test func `the recomputed figure counts, and a difference is told`() {
    func metric(_ name: String, _ value: Double?, _ origin: String) -> Metric {
      Metric(name: name, value: value, undefined: value == nil ? "why" : nil, origin: origin)
    }
    let merged = RecomputedMetrics(
      [metric("a", 0.5, "p"), metric("b", 0.25, "p"), metric("c", nil, "p")],
      over: [metric("a", 0.5 + 1e-12, "i"), metric("b", 0.3, "i"), metric("c", 1, "i"), metric("d", 2, "i")])
    #expect(merged.metrics.map(\.origin) == ["p", "p", "p", "i"])
    #expect(merged.findings.map(\.code) == ["imported_metric_differs", "imported_metric_undefined"])
  }
}
