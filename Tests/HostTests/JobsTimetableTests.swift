// What people write and what it means: cron words, plain words in three languages, and the clock changes by example.

import Kernel
import Testing

@testable import Host

@Suite struct JobsTimetableTests {
    @Test(arguments: [
        ("every 15 minutes", "*/15 * * * *"), ("cada 15 minutos", "*/15 * * * *"),
        ("toutes les 15 minutes", "*/15 * * * *"), ("*/15 * * * *", "*/15 * * * *"),
        ("0,15,30,45 * * * *", "*/15 * * * *"),
        ("every minute", "* * * * *"), ("every hour", "0 * * * *"), ("@hourly", "0 * * * *"),
        ("cada hora", "0 * * * *"),
        ("every 7 minutes", "@every 7m"), ("every 2 hours", "@every 120m"),
        ("0 */2 * * *", "0 0,2,4,6,8,10,12,14,16,18,20,22 * * *"),
        ("every day at 06:00", "0 6 * * *"), ("todos los días a las 06:00", "0 6 * * *"),
        ("todos los dias a las 6", "0 6 * * *"),
        ("tous les jours à 06:00", "0 6 * * *"), ("tous les jours à 6h", "0 6 * * *"),
        ("tous les jours à 6 h", "0 6 * * *"),
        ("cada día a las 6:30pm", "30 18 * * *"), ("@daily", "0 0 * * *"), ("every day at noon", "0 12 * * *"),
        ("weekdays at 8:30", "30 8 * * 1-5"), ("de lunes a viernes a las 8:30", "30 8 * * 1-5"),
        ("en semaine à 8:30", "30 8 * * 1-5"), ("du lundi au vendredi à 8h30", "30 8 * * 1-5"),
        ("monday to friday at 8:30", "30 8 * * 1-5"), ("30 8 * * mon-fri", "30 8 * * 1-5"),
        ("entre semana a las 8:30", "30 8 * * 1-5"),
        ("mondays at 07:00", "0 7 * * 1"), ("every monday at 7am", "0 7 * * 1"), ("los lunes a las 07:00", "0 7 * * 1"),
        ("le lundi à 07:00", "0 7 * * 1"), ("weekends at 10:00", "0 10 * * 0,6"),
        ("los fines de semana a las 10:00", "0 10 * * 0,6"),
        ("le week-end à 10:00", "0 10 * * 0,6"), ("0 22 * * fri-mon", "0 22 * * 0,1,5,6"), ("0 0 * * 7", "0 0 * * 0"),
        ("first of the month at 05:00", "0 5 1 * *"), ("el primero de cada mes a las 05:00", "0 5 1 * *"),
        ("le premier du mois à 05:00", "0 5 1 * *"), ("le 1er du mois à 5h", "0 5 1 * *"),
        ("on the 15th at 05:00", "0 5 15 * *"),
        ("el día 15 de cada mes a las 05:00", "0 5 15 * *"), ("first monday of the month at 05:00", "0 5 1-7 * &1"),
        ("every day at 06:00, 14:00 and 22:00", "0 6,14,22 * * *"),
        ("every day at 06:00 and 14:30", "@times 06:00,14:30 * * *"),
        ("weekdays every 30 minutes from 06:00 to 07:30", "0,30 6,7 * * 1-5"),
        ("every 2 days at 06:00", "@every 2d 06:00 * * *"),
        ("cada 2 días a las 06:00", "@every 2d 06:00 * * *"), ("mondays in january and july at 07:00", "0 7 * 1,7 1"),
        ("every 3 days from 2026-12-01 at 06:00", "@every 3d 06:00 * * * from 2026-12-01"),
        ("cada 3 días a partir del 2026-12-01 a las 06:00", "@every 3d 06:00 * * * from 2026-12-01"),
        ("tous les 3 jours à partir du 2026-12-01 à 06:00", "@every 3d 06:00 * * * from 2026-12-01"),
        ("every day from 2026-12-01 at 23:30", "@every 1d 23:30 * * * from 2026-12-01"),
        ("weekdays from 2026-12-01 at 8:30", "@every 1d 08:30 * * 1-5 from 2026-12-01"),
        ("0 5 1 * 1", "0 5 1 * 1"), ("0 5 1 * 0-6", "0 5 * * *"), ("0 5 1 * *", "0 5 1 * *"),
        ("0 5 */2 * 1", "0 5 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31 * &1"),
    ])
    func `what people write has one canonical form`(_ text: String, _ canonical: String) throws {
        let timetable = try Timetable(text)
        #expect(timetable.canonical == canonical)
        #expect(try Timetable(canonical) == timetable)
    }

    @Test(arguments: [
        "", "sometimes", "every", "every week", "every 0 minutes", "every day at 25:00", "mondays 8", "8", "60 * * * *",
        "* * * *", "* 24 * * *", "* * 0 * *", "5-1 * * * *", "*/0 * * * *", "@reboot", "@every 2x", "1 2 3 4 5 6",
        "every 15 minutes at 06:00", "06:00 to 05:00", "0 0 30 2 *", "monday the 1st at 5:00",
        "every day from 06:00 to 22:00",
    ])
    func `what is not understood is refused, never guessed`(_ text: String) {
        #expect(throws: Problem.self) { try Timetable(text) }
    }

    @Test(arguments: [
        ("30 8 * * 1-5", "weekdays at 08:30", "de lunes a viernes a las 08:30", "en semaine à 08:30"),
        ("*/15 * * * *", "every 15 minutes", "cada 15 minutos", "toutes les 15 minutes"),
        (
            "0 5 1 * *", "first of the month at 05:00", "el primero de cada mes a las 05:00",
            "le premier du mois à 05:00"
        ),
        (
            "0 6-22/2 * * 1,3", "mondays and wednesdays every 2 hours from 06:00 to 22:00",
            "los lunes y miércoles cada 2 horas desde las 06:00 hasta las 22:00",
            "le lundi et mercredi toutes les 2 heures de 06:00 à 22:00"
        ),
    ])
    func `a timetable is said in three languages`(_ cron: String, _ en: String, _ es: String, _ fr: String) throws {
        let timetable = try Timetable(cron)
        #expect([timetable.words("en"), timetable.words("es"), timetable.words("fr")] == [en, es, fr])
    }

    @Test func `every timetable is read back from its own words and its canonical form`() throws {
        var dice = Dice(seed: 4)
        for _ in 0..<1200 {
            let text = RandomCron.make(&dice).text
            guard let timetable = try? Timetable(text) else { continue }
            if timetable.canonical.utf8.count < Timetable.textLengthMax {
                #expect(try Timetable(timetable.canonical) == timetable)
            }
            for language in ["en", "es", "fr"] {
                let words = timetable.words(language)
                guard words.utf8.count < Timetable.textLengthMax else { continue }
                let read = try? Timetable(words)
                #expect(read == timetable, "\(text) -> \(words) -> \(read?.canonical ?? "nothing")")
            }
        }
    }

    @Test func `a first day begins the count, and nothing is due before it`() throws {
        let zone = try Zone("Europe/Madrid")
        let now = try #require(Instant(rfc3339: "2026-11-28T10:00:00Z"))
        func days(_ text: String) throws -> [String] {
            try Timetable(text).firings(from: now, count: 3, in: zone).map { zone.civil($0).date.isoText + " " + zone.civil($0).clockText.prefix(5) }
        }
        #expect(try days("every 3 days from 2026-12-02 at 06:00") == ["2026-12-02 06:00", "2026-12-05 06:00", "2026-12-08 06:00"])
        // In the past it says only which days are counted.
        for back in 0..<3 {
            let start = CivilDate(iso: "2026-11-20")!.adding(days: -back).isoText
            let first = CivilDate(iso: "2026-11-29")!.adding(days: -back + (back == 0 ? 0 : 3)).isoText
            #expect(try days("@every 3d 06:00 from \(start)").first == first + " 06:00", "\(start)")
        }
        #expect(try days("every day from 2027-01-10 at 00:00").first == "2027-01-10 00:00")
        #expect(try Timetable("every 3 days from 2026-12-02 at 06:00").words("es") == "cada 3 días a partir del 2026-12-02 a las 06:00")
        for wrong in [
            "every 3 days from 2026-13-02 at 06:00", "@every 3d 06:00 from tomorrow", "every 3 days from 2026-12-02 from 2026-12-03 at 06:00",
        ] {
            #expect(throws: Problem.self, "\(wrong)") { try Timetable(wrong) }
        }
    }

    @Test func `a firing in the skipped hour comes once, right after the gap`() throws {
        let paris = try Zone("Europe/Paris")
        let before = try #require(Instant(rfc3339: "2026-03-28T12:00:00Z"))
        let found = try Timetable("every day at 02:30").firings(from: before, count: 2, in: paris)
        #expect(found.map { paris.rfc3339($0) } == ["2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"])
        let several = try Timetable("*/15 2,3 * * *").firings(from: before, count: 3, in: paris)
        #expect(
            several.map { paris.rfc3339($0).prefix(16) } == [
                "2026-03-29T03:00", "2026-03-29T03:15", "2026-03-29T03:30",
            ])
    }

    @Test func `a firing in the doubled hour comes once by the day and each time by the interval`() throws {
        let paris = try Zone("Europe/Paris")
        let before = try #require(Instant(rfc3339: "2026-10-24T23:50:00Z"))
        let daily = try Timetable("every day at 02:30").firings(from: before, count: 2, in: paris)
        #expect(daily.map { paris.rfc3339($0) } == ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"])
        let interval = try Timetable("every 30 minutes").firings(from: before, count: 5, in: paris)
        #expect(
            interval.map { paris.rfc3339($0).dropFirst(11) } == [
                "02:00:00+02:00", "02:30:00+02:00", "02:00:00+01:00", "02:30:00+01:00", "03:00:00+01:00",
            ])
    }

    @Test func `days that interleave, where clocks go back across midnight, keep the order of time`() throws {
        // 2010-11-07 00:01 became 23:01 of the day before.
        let zone = try Zone("America/St_Johns")
        let start = try #require(Instant(rfc3339: "2010-11-07T01:50:00Z"))
        let found = try Timetable("0,20 * * * *").firings(from: start, count: 4, in: zone)
        #expect(found.map { zone.civil($0).clockText.prefix(5) } == ["00:00", "23:20", "00:00", "00:20"])
        #expect(found.first?.rfc3339() == "2010-11-07T02:30:00Z")
    }

    @Test func `intervals begin at local midnight also where the offset is not whole hours`() throws {
        let india = try Zone("Asia/Kolkata")
        let found = try Timetable("every hour").next(after: Instant(seconds: 1_780_000_000), in: india)
        #expect(india.civil(try #require(found)).minute == 0)
    }

    @Test func `29 February is found across a century without one`() throws {
        let start = try #require(Instant(rfc3339: "2096-03-01T00:00:00Z"))
        let next = try #require(try Timetable("0 0 29 2 *").next(after: start, in: .utc))
        #expect(next.rfc3339() == "2104-02-29T00:00:00Z")
    }
}
