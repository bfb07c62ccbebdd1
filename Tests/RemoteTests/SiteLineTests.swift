// Lines of listings as servers have written them, and worse.

import Kernel
import Testing

@testable import Remote

@Suite struct SiteLineTests {
    /// `kind size year-month-day minutes name`, as the table below writes what is expected.
    private func said(_ reading: SiteLine.Reading) -> String {
        switch reading {
        case .nothing: return "nothing"
        case .unknown: return "unknown"
        case .unusable(let name): return "unusable \(name)"
        case .entry(let e):
            let day = "\(e.time.year.map(String.init) ?? "?")-\(e.time.month)-\(e.time.day)"
            return "\(e.kind) \(e.size) \(day) \(e.time.minuteOfDay.map(String.init) ?? "?") \(LocalPath.text(e.name))"
        }
    }

    @Test(arguments: [
        ("-rw-r--r--    1 0        0            1234 May 28 10:32 20260922.csv", "file 1234 ?-5-28 632 20260922.csv"),
        ("-rw-r--r--    1 ftp      ftp          1234 May 28  2024 a.csv\r", "file 1234 2024-5-28 ? a.csv"),
        ("-rw-r--r--+ 1 ftp ftp 1234 May 28 10:32 with blanks (PVC) [1].csv", "file 1234 ?-5-28 632 with blanks (PVC) [1].csv"),
        ("-rw-r--r-- 1 ftp ftp 0 Jan  1 00:00  leading blank", "file 0 ?-1-1 0  leading blank"),
        ("-rw-r--r-- 1 ftp ftp 7 Jan  1 00:00 trailing blank ", "file 7 ?-1-1 0 trailing blank "),
        ("drwxr-xr-x 2 ftp ftp 4096 Dec 31 23:59 1line", "folder 4096 ?-12-31 1439 1line"),
        ("drwxrwsr-t. 2 ftp ftp 4096 Dec 31 23:59 sticky", "folder 4096 ?-12-31 1439 sticky"),
        ("lrwxrwxrwx 1 ftp ftp 9 Dec 31 23:59 latest.csv -> 1.csv", "link 9 ?-12-31 1439 latest.csv"),
        ("lrwxrwxrwx 1 ftp ftp 9 Dec 31 23:59 not followed", "link 9 ?-12-31 1439 not followed"),
        ("-rw-r--r-- 1 ftp ftp 9 Dec 31 23:59 a -> b.csv", "file 9 ?-12-31 1439 a -> b.csv"),
        ("-rw-r--r-- ftp 1234 May 28 10:32 fewer words.csv", "file 1234 ?-5-28 632 fewer words.csv"),
        ("-rw-r--r-- 1 Domain Users staff 1234 May 28 10:32 owner.csv", "file 1234 ?-5-28 632 owner.csv"),
        ("-rw-r--r-- 1 may 28 1234 May 28 10:32 odd owner.csv", "file 1234 ?-5-28 632 odd owner.csv"),
        ("-rw-r--r-- 1 ftp ftp 9999999999999 May 28 10:32 big", "file 9999999999999 ?-5-28 632 big"),
        ("-rw-r--r-- 1 ftp ftp 12 28 mayo 10:32 español.csv", "file 12 ?-5-28 632 español.csv"),
        ("-rw-r--r-- 1 ftp ftp 12 ago 28 10:32 agosto.csv", "file 12 ?-8-28 632 agosto.csv"),
        ("-rw-r--r-- 1 ftp ftp 12 28 déc. 2023 noël.csv", "file 12 2023-12-28 ? noël.csv"),
        ("-rw-r--r-- 1 ftp ftp 12 2025-05-28 10:32 iso.csv", "file 12 2025-5-28 632 iso.csv"),
        ("-rw-r--r--    1 user     group        1234 May 28 10:32 over SFTP", "file 1234 ?-5-28 632 over SFTP"),
        ("05-28-25  10:32AM                 1234 dos.csv", "file 1234 2025-5-28 632 dos.csv"),
        ("05-28-2025  12:05AM                1,234 midnight.csv", "file 1234 2025-5-28 5 midnight.csv"),
        ("05-28-25  12:05PM       <DIR>          line 1", "folder 0 2025-5-28 725 line 1"),
        ("2025-05-28  22:05                 1234 dos 24.csv", "file 1234 2025-5-28 1325 dos 24.csv"),
        ("total 12", "nothing"), ("", "nothing"), ("   ", "nothing"), ("\r", "nothing"),
        ("drwxr-xr-x 2 ftp ftp 4096 May 28 10:32 .", "nothing"), ("drwxr-xr-x 2 ftp ftp 4096 May 28 10:32 ..", "nothing"),
        ("crw-rw-rw- 1 root root 1, 3 May 28 10:32 null", "nothing"),
        ("prw-r--r-- 1 ftp ftp 0 May 28 10:32 pipe", "nothing"),
        ("-rw-r--r-- 1 ftp ftp 12 May 28 10:32 ../../etc/passwd", "unusable ../../etc/passwd"),
        ("-rw-r--r-- 1 ftp ftp 12 May 28 10:32 /etc/passwd", "unusable /etc/passwd"),
        ("-rw-r--r-- 1 ftp ftp 12 May 28 10:32 a\u{1}b", "unusable a?b"),
        ("-rw-r--r-- 1 ftp ftp -5 May 28 10:32 minus", "unknown"), ("-rw-r--r-- 1 ftp ftp 12 May 28 10:32", "unknown"),
        ("-rw-r--r-- 1 ftp ftp 12 Foo 28 10:32 x", "unknown"), ("-rw-r--r-- 1 ftp ftp 12 May 32 10:32 x", "unknown"),
        ("<html><body>Login</body></html>", "unknown"), ("ls: cannot access", "unknown"), ("-", "unknown"), ("a b c d e", "unknown"),
        ("05-32-25  10:32AM  1 x", "unknown"), ("05-28-25  10:32AM  one x", "unknown"), ("99999999999999999999 May 28 10:32 x", "unknown"),
    ])
    func aLineIsReadAsItIsMeant(_ line: String, _ expected: String) {
        #expect(said(SiteLine.read(Array(line.utf8))) == expected)
    }

    @Test func aNameKeepsItsBytes() {
        let name: [UInt8] = [0x6C, 0xED, 0x6E, 0x65, 0x61, 0x2E, 0x63, 0x73, 0x76]
        guard case .entry(let entry) = SiteLine.read(Array("-rw-r--r-- 1 ftp ftp 1 May 28 10:32 ".utf8) + name) else {
            Issue.record("not read")
            return
        }
        #expect(entry.name == name)
        #expect(LocalPath.bytes(LocalPath.text(entry.name)) == name)
    }

    @Test func anyBytesAreReadWithoutATrap() {
        var random = SystemRandomNumberGenerator()
        let starts = ["", "-rw-r--r-- 1 f f 1 May 28 10:32 ", "05-28-25  10:32AM  ", "drwx"].map { Array($0.utf8) }
        for round in 0..<20_000 {
            let bytes = (0..<Int(random.next() % 40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            _ = SiteLine.read(starts[round % starts.count] + bytes)
        }
    }

    @Test(arguments: [
        ("May 28 10:32", "2026-09-22", "2026-05-28"), ("Sep 22 23:00", "2026-09-22", "2026-09-22"),
        ("Sep 23 08:00", "2026-09-22", "2026-09-23"), ("Sep 25 08:00", "2026-09-22", "2025-09-25"),
        ("Dec 31 23:59", "2026-01-01", "2025-12-31"), ("Jan  1 00:10", "2026-12-31", "2027-01-01"),
        ("Feb 29 10:00", "2026-03-05", "2024-02-29"), ("Feb 29  2024", "2026-03-05", "2024-02-29"),
    ])
    func aYearThatIsNotToldIsTheLatestItCanBe(_ text: String, _ today: String, _ expected: String) throws {
        guard case .entry(let entry) = SiteLine.read(Array("-rw-r--r-- 1 f f 1 \(text) x".utf8)) else {
            Issue.record("not read")
            return
        }
        let now = Instant(seconds: try #require(CivilDate(iso: today)).daysSinceEpoch * 86_400 + 43_200)
        let seconds = try #require(entry.time.seconds(at: now))
        #expect(CivilDate(daysSinceEpoch: seconds / 86_400) == CivilDate(iso: expected))
    }
}

@Suite struct SiteAddressTests {
    @Test func anAddressIsTakenApart() throws {
        let a = try SiteAddress("ftp://smt@10.0.0.5:2121/DEM12 (PVC)/l%C3%ADnea%201/?password=env:X&tls=require&ca=/etc/ca.pem&mode=active")
        #expect((a.host, a.port, a.user, a.folder) == ("10.0.0.5", 2121, "smt", "DEM12 (PVC)/línea 1"))
        #expect(a.encryption == .require && a.isActive && a.authorityPath == "/etc/ca.pem" && a.verifiesCertificate)
        #expect(a.root == "ftp://10.0.0.5:2121/DEM12 (PVC)/línea 1")
        #expect(try SiteAddress("FTPS://smt@host").port == 990)
        #expect(try SiteAddress("ftp://host//abs").folder == "/abs")
        #expect(try SiteAddress("ftp://[::1]:21/x").host == "::1")
        #expect(try SiteAddress("sftp://u@h/x?hostkey=any").root == "sftp://h/x")
        #expect(LocalPath.bytes(try SiteAddress("ftp://h/l%EDnea").folder) == [0x6C, 0xED, 0x6E, 0x65, 0x61])
    }

    @Test(arguments: [
        ("ftp://smt:secret@host/x", "site_password"), ("ftp://smt:sec/ret@host/x", "site_password"),
        ("ftp://smt@host/x?password=secret", "site_password"), ("ftp://host:0/x", "site_address"), ("ftp:///x", "site_address"),
        ("ftp://host/x?tsl=require", "site_address"), ("ftp://host/x?tls=maybe", "site_address"), ("ftp://host/x?tls", "site_address"),
        ("sftp://u@host/x", "site_host_key"), ("sftp://host/x?hostkey=any", "site_address"), ("sftp://u@host/x?tls=try&hostkey=any", "site_address"),
        ("ftp://host/%0D%0ADELE x", "site_address"), ("ftp://ho st/x", "site_address"), ("ftp://h/%zz", "site_address"),
        ("http://host/x", "site_address"), ("ftp://u@h/x?ca=relative", "site_address"), ("sftp://u@h/x?hostkey=short", "site_address"),
    ])
    func whatCannotBeUsedIsRefusedWithoutRepeatingIt(_ location: String, _ code: String) {
        do {
            _ = try SiteAddress(location)
            Issue.record("taken: \(location)")
        } catch {
            #expect(error.code == code)
            #expect(!"\(error) \(error.hint ?? "")".contains("secret"))
        }
    }
}
