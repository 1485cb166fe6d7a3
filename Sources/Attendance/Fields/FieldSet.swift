import Foundation

/// The fields of one kind, and the check of what was entered: form only, nothing is sent anywhere.
public struct FieldSet: Sendable {
    public let specifications: [FieldSpecification]

    public init(_ specifications: [FieldSpecification]) {
        self.specifications = specifications
    }

    public subscript(name: String) -> FieldSpecification? { specifications.first { $0.name == name } }

    public func isSecret(_ name: String) -> Bool { self[name]?.isSecret ?? false }

    /// The values as people see them, for rules that look at several.
    public func cleaned(_ input: FieldValues) -> FieldValues {
        var result = input
        for name in input.names {
            if let specification = self[name] { result.set(name, all: input.all(name).map(specification.cleaned)) }
        }
        return result
    }

    /// The values as people see them, without empty ones.
    ///
    /// - Throws: `FieldFailure` of all fields that are wrong; an unknown or missing one lists the right ones.
    public func checked(_ input: FieldValues) throws(FieldFailure) -> FieldValues {
        let (values, found) = check(input)
        try found.end()
        return values
    }

    /// The values that are right, and what is wrong with the others: those that were given come before those that are
    /// missing.
    func check(_ input: FieldValues) -> (values: FieldValues, found: FoundFailures) {
        var result = FieldValues()
        var found = FoundFailures()
        for name in input.names {
            guard let specification = self[name] else {
                found.add(unknown(name))
                continue
            }
            let values = input.all(name).map(specification.cleaned).filter { !$0.isEmpty }
            if let failure = specification.failure(of: values) {
                found.add(failure)
            } else {
                result.set(name, all: values)
            }
        }
        for specification in specifications where specification.isRequired && result[specification.name] == nil {
            found.add(
                FieldFailure(
                    field: specification.name,
                    Phrase(
                        en: "field “\(specification.name)” is missing: \(specification.help.en) (fields: \(list))",
                        vi: "thiếu trường “\(specification.name)”: \(specification.help.vi) (các trường: \(list))"),
                    atField: Phrase(en: "fill this in", vi: "chưa nhập")))
        }
        return (result, found)
    }

    private func unknown(_ name: String) -> FieldFailure {
        FieldFailure(
            field: name,
            Phrase(
                en: "there is no field “\(name)”; the fields are \(list)",
                vi: "không có trường “\(name)”; các trường là \(list)"))
    }

    /// `token*! place-id* base-url …`: `*` required, `!` secret.
    public var list: String {
        specifications.map { $0.name + ($0.isRequired ? "*" : "") + ($0.isSecret ? "!" : "") }.joined(separator: " ")
    }
}

extension FieldSpecification {
    /// The value as people see it. A password is what was typed, and a path what the file system has.
    func cleaned(_ value: String) -> String {
        switch format {
        case .path: value.trimmed
        case .text where isSecret: value.trimmed
        default: value.asSeen.trimmed
        }
    }

    /// What is wrong with the cleaned values of one entry; nil where nothing is.
    func failure(of values: [String]) -> FieldFailure? {
        if values.count > 1, !isRepeatable {
            return refusal(
                en: "takes one value, \(values.count) were given",
                vi: "chỉ nhận một giá trị, nhưng có \(values.count) giá trị"
            )
        }
        for value in values {
            do throws(FieldFailure) { try check(value) } catch { return error }
        }
        return nil
    }

    private func check(_ value: String) throws(FieldFailure) {
        if value.utf8.count > 8192 {
            throw refusal(en: "is longer than 8,192 bytes", vi: "dài hơn 8.192 byte")
        }
        if value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw refusal(en: "holds a line break or control character", vi: "chứa ký tự xuống dòng hoặc điều khiển")
        }
        switch format {
        case .text, .path:
            return
        case .token:
            if value.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "'" || $0 == "<" || $0 == ">" }) {
                throw refusal(
                    en: "holds a blank or a quote: copy the value alone",
                    vi: "chứa khoảng trắng hoặc dấu nháy: hãy sao chép đúng giá trị")
            }
        case .url:
            guard let url = URL(string: value), let scheme = url.scheme?.lowercased(),
                scheme == "http" || scheme == "https", let host = url.host(), !host.isEmpty,
                url.user() == nil, url.password() == nil
            else {
                throw refusal(
                    en: "is not a web address like https://example.com",
                    vi: "không phải địa chỉ web dạng https://example.com")
            }
        case .integer(let range):
            guard let number = Int(value), range.contains(number) else {
                throw refusal(
                    en: "must be a whole number from \(range.lowerBound) to \(range.upperBound)",
                    vi: "phải là số nguyên từ \(range.lowerBound) đến \(range.upperBound)")
            }
        case .duration(let range, let unit):
            guard let number = Int(value), range.contains(number) else {
                let (least, most) = (unit.spoken(range.lowerBound), unit.spoken(range.upperBound))
                throw refusal(
                    en: "must be a whole number from \(range.lowerBound) to \(range.upperBound)",
                    vi: "phải là số nguyên từ \(range.lowerBound) đến \(range.upperBound)",
                    atField: Phrase(
                        en: "must be a whole number, from \(least.en) to \(most.en)",
                        vi: "phải là số nguyên, từ \(least.vi) đến \(most.vi)"))
            }
        case .choice(let choices):
            guard choices.contains(where: { $0.word == value }) else {
                let words = choices.map(\.word).joined(separator: ", ")
                throw refusal(
                    en: "must be one of \(words)", vi: "phải là một trong: \(words)",
                    atField: Phrase(en: "choose one of those that are offered", vi: "hãy chọn một trong các mục có sẵn")
                )
            }
        case .windowRule:
            guard WindowRule(value) != nil else {
                throw refusal(
                    en: "must be today, month, or days such as 3d (1d…366d)",
                    vi: "phải là today, month, hoặc số ngày như 3d (1d…366d)",
                    atField: Phrase(
                        en: "the number of days must be from 1 to 366", vi: "số ngày phải từ 1 đến 366"))
            }
        case .zone:
            guard Zone(identifier: value) != nil else {
                throw refusal(
                    en: "is not a time zone such as Asia/Ho_Chi_Minh",
                    vi: "không phải múi giờ dạng Asia/Ho_Chi_Minh")
            }
        }
    }

    /// - Parameter atField: nil where the same words do without the field's name.
    private func refusal(en: String, vi: String, atField: Phrase? = nil) -> FieldFailure {
        FieldFailure(
            field: name, Phrase(en: "field “\(name)” \(en)", vi: "trường “\(name)” \(vi)"),
            atField: atField ?? Phrase(en: en, vi: vi))
    }
}
