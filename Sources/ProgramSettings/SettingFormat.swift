import Attendance

/// How values of one type are written in a setting, and what somebody is told who writes anything else.
struct SettingFormat<Value: Sendable>: Sendable {
    let shape: SettingShape
    /// How a page asks for it.
    var control = SettingControl.plain
    /// Completes “the setting takes …”.
    let takes: Phrase
    /// Said at the field of a form in place of “enter …”, where people fill it in otherwise than by typing.
    var atField: Phrase?
    /// Nil for a text that means nothing.
    let read: @Sendable (String) -> Value?
    let write: @Sendable (Value) -> String
}

extension SettingFormat<Int> {
    static func integer(_ range: ClosedRange<Int>) -> Self {
        SettingFormat(
            shape: .integer(range),
            takes: Phrase(
                en: "a whole number from \(range.lowerBound) to \(range.upperBound)",
                vi: "số nguyên từ \(range.lowerBound) đến \(range.upperBound)"),
            read: { Int($0).flatMap { range.contains($0) ? $0 : nil } }, write: { String($0) })
    }
}

extension SettingFormat<Int> {
    /// A whole number of a unit.
    ///
    /// - Parameters:
    ///   - longest: the largest unit in which people say it.
    ///   - hasOff: whether 0 turns off what it is about.
    static func duration(
        _ range: ClosedRange<Int>, _ unit: TimeUnit, upTo longest: TimeUnit = .days, hasOff: Bool = false
    ) -> Self {
        var format = integer(range)
        let units = unit.offered(upTo: range.upperBound).filter { $0.seconds <= longest.seconds }
        let (least, most) = (
            unit.spoken(hasOff ? 1 : range.lowerBound, in: units), unit.spoken(range.upperBound, in: units)
        )
        format.control = .duration(units, hasOff: hasOff)
        format.atField = Phrase(
            en: "must be a whole number, from \(least.en) to \(most.en)",
            vi: "phải là số nguyên, từ \(least.vi) đến \(most.vi)")
        return format
    }
}

extension SettingFormat<Bool> {
    static var flag: Self {
        SettingFormat(
            shape: .flag, takes: Phrase(en: "true or false", vi: "true hoặc false"), read: { Bool($0) },
            write: { String($0) })
    }
}

extension SettingFormat where Value: RawRepresentable<String> & CaseIterable {
    /// One of the type's words.
    ///
    /// - Parameter title: how people read a word.
    static func word(_ title: (Value) -> Phrase) -> Self {
        let words = Value.allCases.map(\.rawValue)
        let others = words.dropLast().joined(separator: ", ")
        return SettingFormat(
            shape: .choice(Value.allCases.map { SettingChoice($0.rawValue, title($0)) }),
            takes: Phrase(
                en: "\(others) or \(words.last ?? "")", vi: "\(others) hoặc \(words.last ?? "")"),
            read: { Value(rawValue: $0) }, write: { $0.rawValue })
    }
}

extension SettingFormat<Language?> {
    /// A language of the program, or that of the terminal or browser.
    static var language: Self {
        SettingFormat(
            shape: .choice([
                SettingChoice("auto", Phrase(en: "as the browser asks", vi: "theo trình duyệt")),
                SettingChoice("vi", Phrase(verbatim: "Tiếng Việt")), SettingChoice("en", Phrase(verbatim: "English")),
            ]), takes: Phrase(en: "vi, en or auto", vi: "vi, en hoặc auto"),
            read: { $0 == "auto" ? .some(nil) : Language(rawValue: $0).map(Optional.some) },
            write: { $0?.rawValue ?? "auto" })
    }
}

extension SettingFormat<Zone> {
    static var zone: Self {
        SettingFormat(
            shape: .text(maximum: 100), control: .zone,
            takes: Phrase(en: "a time zone such as Asia/Ho_Chi_Minh", vi: "múi giờ dạng Asia/Ho_Chi_Minh"),
            read: { Zone(identifier: $0) }, write: { $0.identifier })
    }
}

extension SettingFormat<SyncHours> {
    static var hours: Self {
        SettingFormat(
            shape: .text(maximum: 500), control: .hours,
            takes: Phrase(
                en: "always, or only/avoid with spans such as “only 08:20-09:40,17:25-17:35”",
                vi: "always, hoặc only/avoid kèm các khoảng như “only 08:20-09:40,17:25-17:35”"),
            atField: Phrase(
                en: "give at least one span, each with a beginning and another time as its end",
                vi: "hãy nhập ít nhất một khung giờ, mỗi khung có giờ bắt đầu và giờ kết thúc khác nhau"),
            read: { SyncHours($0) }, write: { $0.description })
    }
}

extension SettingFormat<[String]> {
    /// Names or addresses of hosts, at most 50 of at most 253 bytes.
    static var hosts: Self {
        SettingFormat(
            shape: .text(maximum: 15_000),
            takes: Phrase(
                en: "names or addresses, with commas between them", vi: "các tên hoặc địa chỉ, cách nhau bằng dấu phẩy"),
            read: { value in
                let hosts = value.lowercased().split { $0 == "," || $0 == " " || $0 == ";" }.map(String.init)
                guard hosts.count <= 50, hosts.allSatisfy({ $0.utf8.count <= 253 && !$0.contains("/") }) else {
                    return nil
                }
                return hosts
            }, write: { $0.joined(separator: ",") })
    }
}

extension SettingFormat<String> {
    static var line: Self {
        SettingFormat(
            shape: .text(maximum: 300), takes: Phrase(en: "one short line", vi: "một dòng ngắn"),
            read: { value in !value.contains(where: \.isNewline) ? value : nil }, write: { $0 })
    }

    /// `http` or `https`, or nothing.
    static var address: Self {
        SettingFormat(
            shape: .text(maximum: 1000),
            takes: Phrase(en: "an address such as https://…, or nothing", vi: "địa chỉ dạng https://…, hoặc để trống"),
            read: { value in
                let isAddress = (value.hasPrefix("https://") || value.hasPrefix("http://")) && !value.contains(" ")
                return value.isEmpty || isAddress ? value : nil
            }, write: { $0 })
    }

    /// `host:port`, or nothing.
    static var server: Self {
        SettingFormat(
            shape: .text(maximum: 300), takes: Phrase(en: "host:port, or nothing", vi: "máy chủ:cổng, hoặc để trống"),
            read: { value in
                let parts = value.split(separator: ":", omittingEmptySubsequences: false)
                let isServer =
                    parts.count == 2 && !parts[0].isEmpty && (Int(parts[1]).map { (1...65_535).contains($0) } ?? false)
                return value.isEmpty || isServer ? value : nil
            }, write: { $0 })
    }
}
