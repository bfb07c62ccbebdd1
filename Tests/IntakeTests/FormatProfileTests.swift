// Profiles, headers and paths: what an administrator writes, and what it makes of files from the floor.

import Intake
import Kernel
import Testing

@Suite struct FormatPathTests {
    @Test(
        arguments: [
            ("1line/L1 m2/20250804.csv", 1, 2), ("LOT CHECK  ALL/1line/L1 m2/x.csv", 1, 2), ("1Line/M1/x.csv", 1, 1),
            ("1Line_M1_20250804.csv", 1, 1), ("L1 m2/x.csv", 1, 2), ("line1/mounter2/x.csv", 1, 2),
            ("Line1/x.csv", 1, nil),
            ("Mounter_LogFile/3line/L3 m1/20250804.csv", 3, 1), ("Mounter_LogFile\\3line\\L3 m1\\20250804.csv", 3, 1),
            ("4LINE/l4  M3/X.CSV", 4, 3), ("L4_m3/x.csv", 4, 3), ("2Line_M3/20250804.csv", 2, 3),
            ("line 2/mounter 3/x.csv", 2, 3),
            ("12line/L12 m10/x.csv", 12, 10), ("01line/L1 m02/x.csv", 1, 2), ("3line/20250804.csv", 3, nil),
            ("L2/M1/x.csv", 2, 1),
            ("1line/M2_20250804.csv", 1, 2), ("1line_m2.csv", 1, 2), ("L1 m2_20250804.csv", 1, 2),
            ("1line/1Line_M2_x.csv", 1, 2),
        ] as [(String, Int, Int?)])
    func smtMounterPathsAreRead(path: String, line: Int, mounter: Int?) throws {
        let values = try PathPatterns(IntakeProfile.smtMounter.paths).read(path).values
        #expect(values?.number("line") == line)
        #expect(values?.number("mounter") == mounter)
    }

    @Test(arguments: [
        "20250804.csv", "data/20250804.csv", "line/x.csv", "L1 m2 old/x.csv", "xL1 m2/x.csv", "0line/x.csv", "M1/x.csv",
        "1Line_M1/sub/x.csv",
        "12345line/x.csv", "1Line_M120250804.csv", "1line_m1b_20250804.csv", "", "/", "machine 1/x.csv", "SMT A/x.csv",
        "L1 m/x.csv",
    ])
    func otherPathsAreUnmatched(path: String) throws {
        #expect(try PathPatterns(IntakeProfile.smtMounter.paths).read(path) == .unmatched)
    }

    @Test(arguments: [
        "1line/L2 m1/x.csv", "line1/L2 m1/x.csv", "2line/1Line_M1_20250804.csv", "1line/L1 m2/1Line_M3_x.csv",
    ])
    func contradictingNumbersAreAConflict(path: String) throws {
        let reading = try PathPatterns(IntakeProfile.smtMounter.paths).read(path)
        #expect(reading == .conflict("line") || reading == .conflict("mounter"))
        #expect(reading.values == nil)
    }

    @Test func textsKeepTheirSpelling() throws {
        let pattern = try PathPattern("{centre:text}/*.LOG")
        #expect(pattern.read("logs/DEM12 (PVC)/20250528.log").values?.text("centre") == "DEM12 (PVC)")
        #expect(pattern.read("logs/DEM12/20250528.txt") == .unmatched)
        #expect(
            try PathPattern("{hall:text} line {line}/*").read("Halle Süd-Line 3/x").values?.text("hall") == "Halle Süd")
    }

    @Test func aLeadingSlashMeansTheWholePath() throws {
        #expect(try PathPattern("/{line}line/*").read("a/1line/x.csv") == .unmatched)
        #expect(try PathPattern("/{line}line/*").read("1line/x.csv").values?.number("line") == 1)
    }

    @Test(arguments: [
        ("*", "no_name"), ("{line", "unclosed_brace"), ("line}", "unopened_brace"), ("{Line}", "name_not_understood"),
        ("{line:number}", "name_not_understood"), ("{line}{mounter}", "numbers_touch"), ("{line}//*", "empty_part"),
        ("{line}/**", "double_star"), ("{a}*b*c*d*", "too_many_stars"),
    ])
    func aWrongPatternSaysWhy(pattern: String, reason: String) {
        #expect {
            try PathPattern(pattern)
        } throws: { error in
            (error as? Problem)?.code == "path_pattern_invalid" && (error as? Problem)?.parameters["reason"] == reason
        }
    }
}

@Suite struct FormatHeaderTests {
    private let profile = IntakeProfile.smtMounter
    private static let names =
        "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase"

    @Test func readsTheRealHeaderInAnyCaseAndWithATrailingComma() {
        for text in [
            Self.names, Self.names.lowercased(), Self.names + ",", Self.names + ",Extra",
            "Scan Date, scan_time ," + Self.names.split(separator: ",").dropFirst(2).joined(separator: ","),
        ] {
            let map = header(text)
            #expect(map?.columns.prefix(13).map { $0 } == (0..<13).map { $0 })
            #expect(map?.fewestFields == 13 && map?.extras.isEmpty == true)
        }
        #expect(header(Self.names + ",Extra")?.columns[13] == 13)
    }

    @Test func namesDecideNotPositions() {
        let map = header("Barcode,Operator,Qty,ScanTime,ScanDate")
        #expect(map?.columns[0] == 4 && map?.columns[11] == 0 && map?.columns[7] == 2 && map?.columns[3] == .some(nil))
        #expect(map?.extras.map(\.name) == ["Operator"] && map?.extras.first?.index == 1)
        #expect(map?.fewestFields == 5)
    }

    @Test func aDoubledNameIsAnExtra() {
        let map = header("ScanDate,ScanTime,Result,result")
        #expect(map?.columns[3] == 2 && map?.extras.map(\.index) == [3])
    }

    @Test(arguments: [
        "20250804,071937,18,OK,NA,,EAE65231701,7000,,GRM155R61H,,EAE65231701,1F,",
        "-,Update,18,OK,NA,,x,7000,,y,,z,1F,", "", ",,,,",
        "Barcode", "Result,1,2,3", "Lot,a,b,c,d,e,f",
    ])
    func rowsAreNoHeaders(row: String) {
        #expect(header(row) == nil)
    }

    @Test func aRepeatedHeaderIsRecognisedWhileRowsAreRead() throws {
        let map = try #require(header(Self.names))
        #expect(isHeader(Self.names.uppercased(), map))
        #expect(!isHeader("20250804,071937,18,OK,NA,,EAE65231701,7000,,GRM155R61H,,EAE65231701,1F,", map))
        #expect(!isHeader("-,Update,18,OK,NA,,x,7000,,y,,z,1F,", map))
    }

    @Test func namesInOtherEncodingsAndWithAccentsAreRead() {
        var french = profile
        french.columns = [.init("Référence"), .init("Durée", synonyms: ["temps passé"])]
        let latin: [UInt8] =
            Array("R".utf8) + [0xC9] + Array("F".utf8) + [0xE9] + Array("RENCE;Temps pass".utf8) + [0xE9]
        latin.withUnsafeBytes { bytes in
            var scanner = RecordScanner(delimiter: 59, quote: 34)
            _ = scanner.next(in: bytes, from: 0, atEnd: true)
            #expect(
                HeaderReader(profile: french).header(scanner.fields, in: bytes, encoding: .latin1)?.columns == [0, 1])
            #expect(
                HeaderReader(profile: french).header(scanner.fields, in: bytes, encoding: .utf8)?.columns == [0, 1])
        }
    }

    private func header(_ text: String) -> HeaderMap? {
        Array(text.utf8).withUnsafeBytes { bytes in
            var scanner = RecordScanner(delimiter: 44, quote: 34)
            _ = scanner.next(in: bytes, from: 0, atEnd: true)
            return HeaderReader(profile: profile).header(scanner.fields, in: bytes, encoding: .utf8)
        }
    }
    private func isHeader(_ text: String, _ map: HeaderMap) -> Bool {
        Array(text.utf8).withUnsafeBytes { bytes in
            var scanner = RecordScanner(delimiter: 44, quote: 34)
            _ = scanner.next(in: bytes, from: 0, atEnd: true)
            return HeaderReader(profile: profile).isHeader(scanner.fields, in: bytes, encoding: .utf8, after: map)
        }
    }
}

@Suite struct FormatProfileTests {
    @Test func builtInProfilesAreValidAndSurviveJSON() throws {
        for profile in IntakeProfile.builtIn {
            #expect(profile.problems.isEmpty)
            #expect(try IntakeProfile(json: JSON(parsing: profile.json.bytes)) == profile)
        }
    }

    @Test func everyMemberSurvivesJSON() throws {
        var profile = IntakeProfile.smtMounter
        profile.header = .withinFirst(7)
        profile.delimiter = .byte(9)
        profile.quote = nil
        profile.encoding = .cp949
        profile.dateOrder = .monthFirst
        profile.datePatterns = [.slashes]
        profile.timePatterns = [.colons]
        #expect(try IntakeProfile(json: JSON(parsing: profile.json.bytes)) == profile)
        profile.header = .present
        profile.delimiter = .detect
        #expect(try IntakeProfile(json: JSON(parsing: profile.json.bytes)) == profile)
    }

    @Test func missingMembersTakeDefaults() throws {
        let profile = try IntakeProfile(json: ["name": "a", "target": "b", "columns": [["name": "X"]]] as Members)
        #expect(
            profile.delimiter == .detect && profile.quote == 34 && profile.header == .present
                && profile.columns[0].matters)
        #expect(profile.datePatterns == DatePattern.allCases && profile.encoding == .utf8)
    }

    @Test(arguments: [
        ("name", "Mixed Case", "name", "not_a_name"), ("delimiter", "ab", "delimiter", "unknown_value"),
        ("delimiter", "x", "delimiter", "not_a_delimiter"), ("delimiter", "\"", "delimiter", "same_as_quote"),
        ("quote", "ab", "quote", "not_one_character"), ("encoding", "klingon", "encoding", "unknown_value"),
        ("header", "maybe", "header", "unknown_value"), ("date_order", "year", "date_order", "unknown_value"),
        ("colour", "red", "colour", "unknown_member"), ("junk", "x", "junk", "not_a_list"),
    ])
    func aMistakeNamesItsMember(member: String, value: String, named: String, reason: String) {
        #expect(problems(member, .string(value)) == ["\(named) \(reason)"])
    }

    @Test func mistakesInListsNameTheirPlace() {
        #expect(problems("paths", ["{line}/*", "*"]) == ["paths[1] no_name"])
        #expect(problems("date_patterns", ["compact", "iso"]) == ["date_patterns[1] unknown_value"])
        #expect(problems("include", []) == ["include empty"])
        #expect(
            problems(
                "columns",
                [
                    ["name": "A", "kind": "blob"] as Members, ["name": "a_"] as Members,
                    ["synonyms": ["Q", 7]] as Members,
                ]) == [
                    "columns[0].kind unknown_value", "columns[2].synonyms[1] not_a_text", "columns[1].name used_twice",
                    "columns[2].name not_a_name",
                ])
        #expect(problems("header", ["within_first": 0] as Members) == ["header.within_first out_of_range"])
        #expect(problems("header", ["absent": ["A", "a "]] as Members) == ["header.absent[1] used_twice"])
    }

    @Test func aDelimiterThatIsHalfACharacterIsRefused() {
        var profile = IntakeProfile.smtMounter
        profile.encoding = .shiftJIS
        profile.delimiter = .byte(UInt8(ascii: "|"))
        #expect(profile.problems.map { $0.parameters["reason"] } == ["ambiguous_in_encoding"])
    }

    private func problems(_ member: String, _ value: JSON) -> [String] {
        var members = IntakeProfile.smtMounter.json.members!.filter { $0.0 != member }
        members.append((member, value))
        return IntakeProfile.read(.object(members)).problems.map {
            "\($0.parameters["member"]!) \($0.parameters["reason"]!)"
        }
    }
}

/// A JSON object written as a dictionary.
private typealias Members = JSON
