import AuditModel
import Rows
import Testing

@Suite("Days, instants and periods")
struct DayTests {
  /// Days since 1970-01-01 as other implementations count them (`date -d … +%s` divided by 86 400).
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11016), ("2024-02-29", 19782), ("0001-01-01", -719_162),
    ("9999-12-31", 2_932_896),
  ])
  func `a civil date is the day that others count`(text: String, number: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text)
  }

  @Test(arguments: [
    "2023-02-29", "2024-13-01", "2024-00-10", "2024-4-01", "24-04-01", "2024-04-31", "0000-01-01", "2024-04-01 ",
  ])
  func `what is no date is refused`(text: String) { #expect(Day(text) == nil) }

  @Test func `weekdays begin on Monday`() throws {
    #expect(try #require(Day("2024-01-01")).weekday == 0)
    #expect(try #require(Day("1970-01-01")).weekday == 3)
    #expect(try #require(Day("1969-12-28")).weekday == 6)
  }

  /// Seconds since the epoch by `date -u -d … +%s`.
  @Test(arguments: [
    ("2024-01-15T10:30:00Z", 1_705_314_600_000_000), ("2024-01-15T10:30:00.123456789Z", 1_705_314_600_123_456),
    ("2024-01-15T12:30:00+02:00", 1_705_314_600_000_000), ("2024-01-15t10:30:00z", 1_705_314_600_000_000),
    ("1969-12-31T23:59:59.5Z", -500_000), ("2016-12-31T23:59:60Z", 1_483_228_799_999_999),
    ("2024-01-15", 1_705_276_800_000_000),
  ])
  func `RFC 3339 is read to the microsecond`(text: String, microseconds: Int64) {
    #expect(Instant(rfc3339: text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "2024-01-15T10:30:00", "2024-01-15T24:00:00Z", "2024-01-15T10:60:00Z", "2024-01-15T10:30:61Z",
    "2024-01-15T10:30:60Z", "2024-01-15T10:30Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "", "Z",
    "2024-01-15T10:30:00.Z", "2024-01-15T10:30:00Zx",
  ])
  func `what is no time is refused`(text: String) { #expect(Instant(rfc3339: text) == nil) }

  @Test(arguments: [
    "2024-01-15T10:30:00Z", "1969-12-31T23:59:59.500Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z",
  ])
  func `an instant is written as it was read`(text: String) {
    #expect(Instant(rfc3339: text)?.description == text)
  }

  @Test(arguments: [
    ("Q1-2024", "2024-01-01 to 2024-03-31"), ("Q4-2023", "2023-10-01 to 2023-12-31"),
    ("2024-02", "2024-02-01 to 2024-02-29"), ("2023", "2023-01-01 to 2023-12-31"),
    ("2024-01-01 to 2024-03-31", "2024-01-01 to 2024-03-31"),
  ])
  func `a short form is its days`(text: String, days: String) {
    #expect(Period(text)?.description == days)
  }

  @Test(arguments: ["Q5-2024", "Q0-2024", "2024-13", "2024-03-31 to 2024-01-01", "24", "Q1-24", "", "2024-1"])
  func `what is no period is refused`(text: String) { #expect(Period(text) == nil) }
}
