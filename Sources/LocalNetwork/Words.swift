import Attendance
import SADP
import Serials

extension BindingState {
    public var label: Phrase {
        switch self {
        case .bound: Phrase(en: "bound", vi: "đã liên kết")
        case .notBound: Phrase(en: "not bound", vi: "chưa liên kết")
        case .unknown: Phrase(en: "unknown", vi: "chưa rõ")
        }
    }
}

extension DeviceAnnouncement.HikConnect {
    public var label: Phrase {
        switch self {
        case .enabled: Phrase(en: "on", vi: "bật")
        case .disabled: Phrase(en: "off", vi: "tắt")
        case .offline: Phrase(en: "offline", vi: "mất kết nối")
        case .unsupported: Phrase(en: "not supported", vi: "không hỗ trợ")
        case .unknown: Phrase(en: "unknown", vi: "chưa rõ")
        }
    }
}

extension BindingVerdict.Source {
    /// What the verdict rests on.
    public var label: Phrase {
        switch self {
        case .asked: Phrase(en: "the device's own answer", vi: "thiết bị trả lời trực tiếp")
        case .announced: Phrase(en: "the device's announcement", vi: "thông báo của thiết bị")
        case .serviceOff: Phrase(en: "Hik-Connect is switched off on it", vi: "Hik-Connect đang tắt trên thiết bị")
        case .none: Phrase(en: "the device does not tell", vi: "thiết bị không cho biết")
        }
    }
}

extension Discovery.Ignored {
    public var label: Phrase {
        switch self {
        case .unreadable: Phrase(en: "not readable", vi: "không đọc được")
        case .declaration: Phrase(en: "with a forbidden declaration", vi: "có khai báo bị cấm")
        case .tooLarge: Phrase(en: "too large", vi: "quá lớn")
        case .foreign: Phrase(en: "answers to somebody else", vi: "trả lời cho máy khác")
        case .repeated: Phrase(en: "repeated answers", vi: "trả lời lặp lại")
        case .nameless: Phrase(en: "without MAC and serial", vi: "không có MAC và số seri")
        case .flood: Phrase(en: "too many at once", vi: "quá nhiều cùng lúc")
        }
    }
}

extension LocalDevices.Search {
    /// How many datagrams were of no use, and why; nil without one.
    public var ignoredPhrase: Phrase? {
        guard ignoredCount > 0 else { return nil }
        func reasons(_ language: Language) -> String {
            Discovery.Ignored.allCases.compactMap { reason in
                ignored[reason].map { "\(reason.label[language]): \($0)" }
            }.joined(separator: ", ")
        }
        return Phrase(
            en: "\(ignoredCount) datagrams ignored (\(reasons(.en)))",
            vi: "bỏ qua \(ignoredCount) gói tin (\(reasons(.vi)))")
    }
}

extension SADPAnswer.UnbindAnswer {
    /// The outcome for the person who tried.
    public var phrase: Phrase {
        switch self {
        case .done: Phrase(en: "The device has been unbound.", vi: "Thiết bị đã được hủy liên kết.")
        case .wrongPassword(let tries?):
            Phrase(
                en:
                    "The device refused the password. \(tries == 1 ? "One try is" : "\(tries) tries are") left before it locks itself.",
                vi: "Thiết bị từ chối mật khẩu. Còn \(tries) lần thử trước khi thiết bị tự khóa.")
        case .wrongPassword(nil):
            Phrase(
                en: "The device refused the password. It does not say how many tries are left before it locks itself.",
                vi: "Thiết bị từ chối mật khẩu và không cho biết còn bao nhiêu lần thử trước khi tự khóa.")
        case .locked(let minutes?):
            Phrase(
                en:
                    "The device is locked after too many wrong passwords. Try again in \(minutes == 1 ? "a minute" : "\(minutes) minutes").",
                vi: "Thiết bị đang bị khóa do nhập sai mật khẩu quá nhiều lần. Thử lại sau \(minutes) phút.")
        case .locked(nil):
            Phrase(
                en: "The device is locked after too many wrong passwords. It does not say for how long.",
                vi: "Thiết bị đang bị khóa do nhập sai mật khẩu quá nhiều lần và không cho biết bao lâu.")
        case .failed:
            Phrase(
                en:
                    "The device says that it could not unbind. Check with “unbind status” whether it is bound and online, then try again.",
                vi:
                    "Thiết bị báo không hủy được liên kết. Hãy dùng “unbind status” kiểm tra thiết bị có đang liên kết và có kết nối không, rồi thử lại."
            )
        }
    }

    /// The word for scripts.
    public var word: String {
        switch self {
        case .done: "unbound"
        case .wrongPassword: "wrongPassword"
        case .locked: "locked"
        case .failed: "failed"
        }
    }
}

/// The found devices as a table, on terminals and in exports.
public enum FoundDeviceTable {
    public static func header(_ language: Language) -> [String] {
        switch language {
        case .en:
            [
                "model", "short serial", "serial", "MAC", "IPv4", "firmware", "activated", "Hik-Connect", "binding",
                "HTTP port", "SDK port", "interface", "note",
            ]
        case .vi:
            [
                "model", "số seri ngắn", "số seri", "MAC", "IPv4", "firmware", "kích hoạt", "Hik-Connect", "liên kết",
                "cổng HTTP", "cổng SDK", "giao tiếp mạng", "ghi chú",
            ]
        }
    }

    public static func cells(_ device: FoundDevice, _ language: Language) -> [String] {
        [
            device.model, device.shortSerial?.text ?? "", device.serial, device.mac?.announced ?? "", device.ipv4,
            device.firmware, device.activation[language], device.hikConnect.label[language],
            device.binding.label[language], device.httpPort.map(String.init) ?? "",
            device.commandPort.map(String.init) ?? "", device.interface, device.warning?[language] ?? "",
        ]
    }
}

extension DeviceRivalry {
    fileprivate var warning: Phrase {
        switch self {
        case .claimed:
            Phrase(
                en: "another device claims the same MAC address or serial",
                vi: "có thiết bị khác nhận cùng địa chỉ MAC hoặc số seri")
        case .secondPort:
            Phrase(
                en: "probably one recorder with two network ports: both answer with this serial",
                vi: "có lẽ là một đầu ghi có hai cổng mạng: cả hai cùng trả lời số seri này")
        }
    }

    /// What keeps a password from being sent, and the way on.
    public var refusal: Phrase {
        switch self {
        case .claimed:
            Phrase(
                en: "two devices claim the same MAC address or serial: find out which one is real first",
                vi: "có hai thiết bị nhận cùng địa chỉ MAC hoặc số seri: hãy xác định thiết bị thật trước")
        case .secondPort:
            Phrase(
                en:
                    "this is probably one recorder with two network ports, which both answer with its serial: unplug one of the two and search again",
                vi:
                    "có lẽ đây là một đầu ghi có hai cổng mạng, cả hai cùng trả lời số seri của nó: hãy rút dây một cổng rồi tìm lại"
            )
        }
    }
}

extension FoundDevice {
    public var activation: Phrase {
        isActivated ? Phrase(en: "yes", vi: "đã kích hoạt") : Phrase(en: "no", vi: "chưa kích hoạt")
    }

    /// What a person should know before touching this device; nil for nothing.
    public var warning: Phrase? {
        if let rivalry { return rivalry.warning }
        if !ipv4.isEmpty, !source.isEmpty, ipv4 != source {
            return Phrase(en: "answers from \(source)", vi: "trả lời từ \(source)")
        }
        return nil
    }

    /// A part of a file name that names this device: letters and digits of its serial alone.
    public var fileName: String {
        let name = String(
            (shortSerial?.text ?? serial).filter {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
            })
        return name.isEmpty ? "device" : name
    }
}
