// A line of a machine's log as it stands in the file: `20250528 06:00:01|@MachineWait: 12 sec`. Nothing is copied; what is
// found are places in the bytes.

import Glibc
import Kernel

/// The time on the machine's own clock and what it says happened.
package struct LogLine {
    /// Why a line cannot be read.
    package enum Fault: String, Error {
        case noMarker = "no_log_marker"
        case stamp = "stamp_not_a_time"
        case noEvent = "no_event_name"
    }

    /// Milliseconds from 1970-01-01 00:00 to the stamp, on a clock that was never changed.
    package var local: Int64
    package var name: UnsafeRawBufferPointer
    /// What stands behind the name and its colon, without blanks at the ends.
    package var details: UnsafeRawBufferPointer

    /// - Parameter line: without its line end and without NULs.
    @inline(__always)
    package init(_ line: UnsafeRawBufferPointer) throws(Fault) {
        // Almost every line has its stamp in the same 17 bytes.
        if line.count > 19, line[17] == pipe, line[18] == at, let local = Self.fixedStamp(line) {
            self.local = local
            (name, details) = try Self.event(UnsafeRawBufferPointer(rebasing: line[19...]))
            return
        }
        self = try Self.odd(line)
    }

    private init(local: Int64, name: UnsafeRawBufferPointer, details: UnsafeRawBufferPointer) {
        (self.local, self.name, self.details) = (local, name, details)
    }

    /// A line with blanks, a byte order mark or a fraction of a second.
    @inline(never)
    private static func odd(_ line: UnsafeRawBufferPointer) throws(Fault) -> LogLine {
        var marker: Int?
        var i = 0
        while i + 1 < line.count {
            if line[i] == pipe, line[i + 1] == at {
                marker = i
                break
            }
            i += 1
        }
        guard let marker else { throw .noMarker }
        // What is not ASCII in front of the stamp is a byte order mark or its remains.
        let text = line[..<marker].filter { $0 < 0x80 }
        guard let local = text.withUnsafeBytes(Self.stamp) else { throw .stamp }
        let (name, details) = try event(UnsafeRawBufferPointer(rebasing: line[(marker + 2)...]))
        return LogLine(local: local, name: name, details: details)
    }

    @inline(__always)
    private static func event(_ text: UnsafeRawBufferPointer) throws(Fault) -> (UnsafeRawBufferPointer, UnsafeRawBufferPointer) {
        guard let base = text.baseAddress, text.count > 0 else { throw .noEvent }
        let colon = memchr(base, Int32(colonByte), text.count).map { UnsafeRawPointer($0) - base }
        let name = trimmed(UnsafeRawBufferPointer(rebasing: text[..<(colon ?? text.count)]))
        guard !name.isEmpty else { throw .noEvent }
        guard let colon else { return (name, UnsafeRawBufferPointer(start: nil, count: 0)) }
        return (name, trimmed(UnsafeRawBufferPointer(rebasing: text[(colon + 1)...])))
    }

    /// `YYYYMMDD HH:MM:SS` in the first 17 bytes.
    @inline(__always)
    private static func fixedStamp(_ line: UnsafeRawBufferPointer) -> Int64? {
        guard line[8] == blank, line[11] == colonByte, line[14] == colonByte else { return nil }
        let date = line.loadUnaligned(as: UInt64.self)
        guard let day = StampDay.days(date) else { return nil }
        let (h, m, s) = (two(line, 9), two(line, 12), two(line, 15))
        guard h < 24, m < 60, s < 60 else { return nil }
        return day * 86_400_000 + Int64((h * 60 + m) * 60 + s) * 1000
    }

    /// The same with blanks around it, one digit for the hour, and milliseconds behind the seconds.
    private static func stamp(_ raw: UnsafeRawBufferPointer) -> Int64? {
        let text = trimmed(raw)
        guard text.count >= 16, let day = StampDay.days(text.loadUnaligned(as: UInt64.self)) else { return nil }
        let clock = trimmed(UnsafeRawBufferPointer(rebasing: text[8...]))
        var parts = [0, 0, 0]
        var part = 0
        var digits = 0
        var fraction = 0
        var scale = 100
        var isFraction = false
        for byte in clock {
            if byte &- 48 < 10 {
                digits += 1
                if isFraction {
                    fraction += Int(byte - 48) * scale
                    scale /= 10
                } else {
                    guard digits <= 2 else { return nil }
                    parts[part] = parts[part] * 10 + Int(byte - 48)
                }
            } else if byte == colonByte, part < 2, digits > 0, !isFraction {
                (part, digits) = (part + 1, 0)
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), part == 2, digits == 2, !isFraction {
                (isFraction, digits) = (true, 0)
            } else {
                return nil
            }
        }
        guard part == 2, digits > 0, parts[0] < 24, parts[1] < 60, parts[2] < 60 else { return nil }
        return day * 86_400_000 + Int64((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + Int64(fraction)
    }

    /// Two digits as a number; at least 100 when they are none.
    @inline(__always)
    private static func two(_ line: UnsafeRawBufferPointer, _ i: Int) -> Int {
        let (a, b) = (Int(line[i]) - 48, Int(line[i + 1]) - 48)
        return UInt(bitPattern: a) < 10 && UInt(bitPattern: b) < 10 ? a * 10 + b : 100
    }

    @inline(__always)
    package static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var (start, end) = (0, text.count)
        while start < end, isBlank(text[start]) { start += 1 }
        while end > start, isBlank(text[end - 1]) { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[start..<end])
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == blank || (byte >= 9 && byte <= 13) }
}

private let pipe = UInt8(ascii: "|")
private let at = UInt8(ascii: "@")
private let colonByte = UInt8(ascii: ":")
private let blank = UInt8(ascii: " ")

/// Days by their eight digits.
private enum StampDay {
    /// Days since 1970-01-01; nil when the digits are no day.
    @inline(__always)
    static func days(_ digits: UInt64) -> Int64? {
        let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        let threes: UInt64 = 0x3030_3030_3030_3030
        guard digits & high == threes, (digits &+ 0x0606_0606_0606_0606) & high == threes else { return nil }
        let values = digits & 0x0F0F_0F0F_0F0F_0F0F
        // Little-endian: the first digit is the lowest byte.
        func digit(_ i: UInt64) -> Int { Int(values >> (i * 8) & 0xF) }
        let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
        let (month, day) = (digit(4) * 10 + digit(5), digit(6) * 10 + digit(7))
        guard year >= 1, month >= 1, month <= 12, day >= 1, day <= 28 || day <= CivilDate.lengthOfMonth(month, year: year) else { return nil }
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return Int64(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }
}
