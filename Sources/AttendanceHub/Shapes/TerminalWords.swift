import Attendance

/// What is said of terminals that call by themselves.
enum TerminalWords {
    static func twoAddresses(_ one: String, _ other: String) -> Phrase {
        Phrase(
            en:
                "its serial number called from \(one) and from \(other) within minutes: two terminals, or somebody who speaks for it. Enter the address that alone may call",
            vi:
                "số seri của máy gọi đến từ \(one) và \(other) trong vài phút: có hai máy, hoặc có kẻ mạo danh. Hãy nhập địa chỉ IP duy nhất được nhận"
        )
    }

    static func refused(_ reason: TerminalContact.Refusal.Reason, from address: String) -> Phrase {
        switch reason {
        case .address:
            Phrase(
                en: "a call with its serial number from \(address) was refused: another address is entered for it",
                vi: "đã từ chối lượt gọi mang số seri này từ \(address): thiết bị được gắn với địa chỉ khác")
        case .secret:
            Phrase(
                en: "a call with its serial number from \(address) was refused: the secret in the path was not right",
                vi: "đã từ chối lượt gọi mang số seri này từ \(address): chuỗi bí mật trong đường dẫn không đúng")
        case .tooLarge:
            Phrase(
                en:
                    "the terminal at \(address) sent more than 10 MB of records at once, which is not read: nothing of it was kept. Sync its records in shorter windows",
                vi:
                    "máy tại \(address) gửi hơn 10 MB bản ghi một lần nên không được đọc và không giữ lại gì. Hãy đồng bộ theo khoảng ngắn hơn"
            )
        }
    }

    /// - Parameter offset: seconds from UTC.
    static func otherZone(_ offset: Int, _ zone: Zone) -> Phrase {
        let told = "UTC\(Zone.offsetText(offset) == "Z" ? "+00:00" : Zone.offsetText(offset))"
        return Phrase(
            en: "The terminal's records say \(told), its time zone here is \(zone.identifier): which one is right?",
            vi: "Bản ghi của máy ghi múi giờ \(told), còn ở đây là \(zone.identifier): hãy kiểm tra múi giờ nào đúng.")
    }

    /// What is not as the owner of a device believes of its terminal.
    static func warnings(of terminal: TerminalContact, _ device: Device, _ now: Instant) -> [Warning] {
        var warnings: [Warning] = []
        if let other = terminal.otherAddress, let at = terminal.otherAddressAt, isRemembered(at, now) {
            warnings.append(Warning(code: .addresses, text: sentence(twoAddresses(terminal.address, other))))
        }
        if let refusal = terminal.refusal, isRemembered(refusal.at, now), !isSettled(refusal, of: terminal) {
            warnings.append(
                Warning(code: .callRefused, text: sentence(refused(refusal.reason, from: refusal.address))))
        }
        if let offset = terminal.otherOffset {
            warnings.append(Warning(code: .zone, text: otherZone(offset, device.zone)))
        }
        return warnings
    }

    /// Whether whoever was turned away has been let in since, and is turned away no more.
    private static func isSettled(_ refusal: TerminalContact.Refusal, of terminal: TerminalContact) -> Bool {
        guard refusal.reason != .tooLarge, refusal.address == terminal.address, let last = terminal.lastAt else {
            return false
        }
        return last.since(refusal.at) > .minutes(2)
    }

    private static func isRemembered(_ instant: Instant, _ now: Instant) -> Bool {
        now.since(instant) < TerminalContact.remembered
    }

    /// With a capital letter and a full stop: beside other sentences.
    private static func sentence(_ phrase: Phrase) -> Phrase {
        let whole = { (text: String) in text.prefix(1).uppercased() + text.dropFirst() + "." }
        return Phrase(en: whole(phrase.en), vi: whole(phrase.vi))
    }
}
