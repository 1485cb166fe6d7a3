extension MappingWarning {
    /// Whom it is about and what would happen, in one or two sentences without the way to confirm.
    ///
    ///     “17” (Lan, 113 punches on 9 days) would go to HR under “42”, which is known here as Minh (1,204 punches).
    public var phrase: Phrase {
        var phrase = Phrase(
            en: "“\(code)” (\(carriers.en), \(amount.en)) would go to HR under “\(hrCode)”",
            vi: "“\(code)” (\(carriers.vi), \(amount.vi)) sẽ được gửi lên HRM với mã “\(hrCode)”")
        let known = holders.filter { !$0.isMapped }
        let mapped = holders.filter(\.isMapped)
        if !known.isEmpty {
            let list = MappingWarning.list(known.map { described($0, withCode: $0.code != hrCode) })
            phrase = phrase + Phrase(en: ", which is known here as \(list.en)", vi: ", ở đây là mã của \(list.vi)")
        }
        if !mapped.isEmpty {
            let list = MappingWarning.list(mapped.map { described($0, withCode: true) })
            phrase =
                phrase
                + (known.isEmpty
                    ? Phrase(
                        en: ", under which the punches of \(list.en) go already",
                        vi: ", mã này đang nhận bản ghi của \(list.vi)")
                    : Phrase(
                        en: "; the punches of \(list.en) go there already",
                        vi: "; mã này cũng đang nhận bản ghi của \(list.vi)"))
        }
        if holders.isEmpty {
            phrase =
                phrase
                + Phrase(
                    en: ", and at the devices it is the code of several people",
                    vi: ", và tại thiết bị đây là mã của nhiều người")
        }
        phrase = phrase + Phrase(verbatim: ".")
        guard waiting > 0 else { return phrase }
        return phrase
            + Phrase(
                en: " \(MappingWarning.number(waiting).en) more that wait would go there too.",
                vi: " \(MappingWarning.number(waiting).vi) bản ghi đang chờ cũng sẽ theo mã này.")
    }

    private var carriers: Phrase {
        guard !names.isEmpty else { return Phrase(en: "nobody known here", vi: "chưa biết là ai") }
        return MappingWarning.list(names.map(MappingWarning.called))
    }

    private var amount: Phrase {
        let counted = MappingWarning.counted(punches)
        let number = MappingWarning.number(days)
        return Phrase(
            en: "\(counted.en) on \(number.en) \(days == 1 ? "day" : "days")",
            vi: "\(counted.vi) trong \(number.vi) ngày")
    }

    private func described(_ holder: CodeHolder, withCode: Bool) -> Phrase {
        let name = MappingWarning.called(holder.name)
        let counted = MappingWarning.counted(holder.punches)
        let atLeast =
            holder.isAtLeast
            ? Phrase(en: " or more", vi: " trở lên") : Phrase(verbatim: "")
        let code = withCode ? "“\(holder.code)”, " : ""
        return Phrase(
            en: "\(name.en) (\(code)\(counted.en)\(atLeast.en))", vi: "\(name.vi) (\(code)\(counted.vi)\(atLeast.vi))")
    }

    private static func called(_ name: String) -> Phrase {
        let shown = shown(name)
        return shown.isEmpty ? Phrase(en: "somebody without a name", vi: "người không có tên") : Phrase(verbatim: shown)
    }

    private static func counted(_ punches: Int) -> Phrase {
        let number = number(punches)
        return Phrase(en: "\(number.en) \(punches == 1 ? "punch" : "punches")", vi: "\(number.vi) bản ghi")
    }

    /// More people than these are counted, not named: the sentence must stay one that is read.
    private static let mostNamed = 10

    private static func list(_ items: [Phrase]) -> Phrase {
        let more = items.count - mostNamed
        let named = items.prefix(mostNamed)
        let rest =
            more > 0
            ? Phrase(en: " and \(more) more people", vi: " và \(more) người khác") : Phrase(verbatim: "")
        return Phrase(en: named.map(\.en).joined(separator: ", "), vi: named.map(\.vi).joined(separator: ", ")) + rest
    }

    /// `12,345` in English, `12.345` in Vietnamese.
    private static func number(_ number: Int) -> Phrase {
        let digits = Array(String(number))
        var english = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { english.append(",") }
            english.append(digit)
        }
        return Phrase(en: english, vi: english.replacing(",", with: "."))
    }
}
