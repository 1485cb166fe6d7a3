import Attendance
import ConnectorKit
import ZKTeco

/// ZKTeco terminals and their many other names (Ronald Jack, Gigata …), read over the network.
public enum ZKTecoKind {
    /// Where the serial number stands, once the terminal has told it.
    static let serialField = "serial-number"

    public static let kind: DeviceKind = {
        let lines = TerminalLines()
        return DeviceKind(
            id: "zkteco",
            title: Phrase(
                en: "ZKTeco, Ronald Jack terminal (IP address)", vi: "Máy chấm công ZKTeco, Ronald Jack (địa chỉ IP)"),
            ownFields: fields,
            policy: SyncPolicy(
                first: .days(31), periodic: .days(3), device: .days(31), all: .days(3)),
            unverified: Phrase(
                en: "built from public descriptions and tried against independent programs, not against a terminal",
                vi: "được làm theo tài liệu công khai và thử với các chương trình độc lập, chưa thử với máy thật"),
            recordedTime: .wallClock,
            identityLabel: "ID",
            lateRecords: Phrase(
                en:
                    "The terminal's log is read whole after every connection and whenever it has grown: nothing in it is missed.",
                vi:
                    "Nhật ký của máy được đọc trọn sau mỗi lần kết nối và mỗi khi có thêm bản ghi, nên không sót bản ghi nào."
            ),
            skipWords: SkipWords([
                "beforeWindow": Phrase(
                    en: "from before the first day that is read", vi: "trước ngày bắt đầu đồng bộ")
            ]),
            guide: guide,
            toldIdentity: serialField,
            listener: DeviceListener(
                isWanted: { $0["real-time"] != "no" },
                pause: { .seconds($0["reconnect-seconds"].flatMap { Int($0) } ?? 30) },
                listen: { try await TerminalListening(context: $0, lines: lines).run($1) }),
            finder: TerminalFinding.finder,
            sisters: [SisterKind(kind: "zkteco-push") { key, _ in TerminalRecords.key(ofPushed: key) }],
            identity: { fields in
                if let serial = fields[serialField], !serial.isEmpty { return serial }
                return "\(fields["host"] ?? ""):\(fields["port"] ?? "4370")"
            },
            normalize: normalized,
            makeConnector: { ZKTecoConnector(context: $0, lines: lines) })
    }()

    private static let guide = [
        Phrase(
            en: "At the terminal open Menu → Comm. (Communication) → Ethernet: copy the IP address.",
            vi: "Trên máy chấm công mở Menu → Kết nối (Comm.) → Ethernet: ghi lại địa chỉ IP."),
        Phrase(
            en: "Under Menu → Comm. → PC Connection stand the comm key (0 is none) and the port, usually 4370.",
            vi:
                "Trong Menu → Kết nối → Kết nối PC có mật khẩu kết nối (Comm Key, 0 là không có) và cổng, thường là 4370."
        ),
        Phrase(
            en:
                "The terminal and this machine must reach each other; close other programs that are connected to it, since most terminals serve one at a time.",
            vi:
                "Máy chấm công và máy tính này phải thông mạng với nhau; hãy tắt phần mềm khác đang kết nối vì đa số máy chỉ phục vụ một kết nối."
        ),
    ]

    private static let fields = [
        FieldSpecification(
            "host", .text, required: true,
            label: Phrase(en: "IP address", vi: "Địa chỉ IP"),
            help: Phrase(
                en: "of the terminal: Menu → Comm. → Ethernet, such as 192.168.1.201",
                vi: "của máy chấm công: Menu → Kết nối → Ethernet, ví dụ 192.168.1.201")),
        FieldSpecification(
            "port", .integer(1...65_535), default: "4370",
            label: Phrase(en: "Port", vi: "Cổng"),
            help: Phrase(
                en: "4370; terminals that older programs call “ZK 5xxx” have 5055",
                vi: "4370; loại máy mà phần mềm cũ gọi là “ZK 5xxx” dùng 5055")),
        FieldSpecification(
            "comm-key", .integer(0...999_999), secret: true,
            label: Phrase(en: "Comm key", vi: "Mật khẩu kết nối (Comm Key)"),
            help: Phrase(
                en: "up to 6 digits: Menu → Comm. → PC Connection; empty or 0 where there is none",
                vi: "tối đa 6 chữ số: Menu → Kết nối → Kết nối PC; để trống hoặc 0 nếu không đặt")),
        FieldSpecification(
            "protocol",
            .choice([
                FieldChoice("auto", Phrase(en: "automatic", vi: "tự động")),
                FieldChoice("tcp", Phrase(verbatim: "TCP")), FieldChoice("udp", Phrase(verbatim: "UDP")),
            ]), default: "auto",
            label: Phrase(en: "Protocol", vi: "Giao thức"),
            help: Phrase(
                en: "automatic tries TCP, then UDP", vi: "tự động: thử TCP trước, sau đó UDP")),
        FieldSpecification(
            "record-length",
            .choice([
                FieldChoice("auto", Phrase(en: "automatic", vi: "tự động")), "8", "8a", "8b", "16", "22", "40", "48",
                "49",
            ]), default: "auto",
            label: Phrase(en: "Record length", vi: "Độ dài bản ghi (độ dài mã hóa)"),
            help: Phrase(
                en: "automatic: found out from the records themselves; choose one only where Rollcall asks for it",
                vi: "tự động: xác định từ chính các bản ghi; chỉ chọn giá trị khác khi Rollcall yêu cầu")),
        FieldSpecification(
            "real-time",
            .choice([
                FieldChoice("yes", Phrase(en: "yes", vi: "có")), FieldChoice("no", Phrase(en: "no", vi: "không")),
            ]), default: "yes", in: .syncing,
            label: Phrase(en: "Real time", vi: "Thời gian thực"),
            help: Phrase(
                en: "whether punches are heard of while they happen, besides the timed reading",
                vi: "nhận bản ghi ngay khi chấm công, ngoài việc đọc định kỳ")),
        FieldSpecification(
            "heartbeat-seconds", .duration(10...3600, .seconds), default: "60",
            label: Phrase(en: "Heartbeat", vi: "Chu kỳ kiểm tra kết nối"),
            help: Phrase(
                en: "how often a quiet line is checked", vi: "chu kỳ kiểm tra khi đường truyền không có dữ liệu")),
        FieldSpecification(
            "reconnect-seconds", .duration(5...3600, .seconds), default: "30",
            label: Phrase(en: "Reconnect after", vi: "Kết nối lại sau"),
            help: Phrase(
                en: "how long to wait before a broken line is tried again",
                vi: "thời gian chờ trước khi thử kết nối lại")),
        FieldSpecification(
            serialField, .text,
            label: Phrase(en: "Serial number", vi: "Số seri"),
            help: Phrase(
                en: "found out at the first contact; change it only when the terminal itself was replaced",
                vi: "tự xác định khi kết nối lần đầu; chỉ sửa khi đã thay máy chấm công khác")),
    ]

    /// Takes an address as it is pasted: `http://192.168.1.201:4370/` from a browser, `192.168.1.201:4370`.
    static func normalized(_ input: FieldValues) throws(FieldFailure) -> FieldValues {
        var values = input
        var found = FoundFailures()
        if let host = input["host"]?.trimmed, !host.isEmpty { found.add(take(host, into: &values)) }
        if let serial = input[serialField]?.trimmed, !serial.isEmpty {
            if serial.utf8.count <= 64, serial.unicodeScalars.allSatisfy(isOfAHost) {
                values.set(serialField, serial)
            } else {
                found.add(
                    FieldFailure(
                        field: serialField,
                        Phrase(
                            en:
                                "“\(serial)” is not a serial number: enter it as it is printed on the terminal, or leave it empty",
                            vi: "“\(serial)” không phải số seri: hãy nhập như in trên máy, hoặc để trống")))
            }
        }
        try found.end()
        return values
    }

    private static func take(_ address: String, into values: inout FieldValues) -> Result<Void, FieldFailure> {
        var host = address
        for scheme in ["http://", "https://"] where host.lowercased().hasPrefix(scheme) {
            host = String(host.dropFirst(scheme.count))
        }
        host = String(host.prefix { $0 != "/" })
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, let port = Int(parts[1]) {
            host = String(parts[0])
            // A port of a browser's address is the web page's; one that was entered counts.
            if port != 80, port != 443, (values["port"] ?? "4370") == "4370" { values.set("port", String(port)) }
        }
        guard host.utf8.count <= 253, host.unicodeScalars.allSatisfy(isOfAHost), !host.isEmpty else {
            return .failure(
                FieldFailure(
                    field: "host",
                    Phrase(
                        en:
                            "“\(host)” is not an IP address or a name: enter it as the terminal's menu shows it, such as 192.168.1.201",
                        vi:
                            "“\(host)” không phải địa chỉ IP hoặc tên máy: hãy nhập như trong menu máy chấm công, ví dụ 192.168.1.201"
                    )))
        }
        values.set("host", host)
        return .success(())
    }

    private static func isOfAHost(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "-._:%[]".unicodeScalars.contains(scalar))
    }
}
