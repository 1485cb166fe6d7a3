import Attendance
import ConnectorKit
import Foundation

/// Terminals of the ZKTeco family (ZKTeco, Ronald Jack, Gigata …) that push their records to this server.
public enum ZKTecoPushKind {
    public static let kind = DeviceKind(
        id: "zkteco-push",
        title: Phrase(en: "ZKTeco terminal, pushing (ADMS)", vi: "Máy chấm công ZKTeco tự đẩy (ADMS)"),
        ownFields: [
            FieldSpecification(
                "serial-number", .token, required: true,
                label: Phrase(en: "Serial number", vi: "Số seri"),
                help: Phrase(
                    en:
                        "on the terminal's label, and in its menu under System info → Device info; a terminal that calls already is listed with it on the devices page",
                    vi:
                        "trên tem của máy, hoặc trong menu Thông tin hệ thống → Thông tin thiết bị; máy đang gọi đến sẽ hiện sẵn ở trang thiết bị"
                )),
            FieldSpecification(
                "address", .token,
                label: Phrase(en: "IP address that alone may call", vi: "Chỉ nhận từ địa chỉ IP"),
                help: Phrase(
                    en:
                        "the terminal's fixed IP address, or the one that its network has on the internet; calls from any other are refused. Empty takes calls from everywhere",
                    vi:
                        "địa chỉ IP cố định của máy, hoặc IP Internet của mạng nơi đặt máy; từ địa chỉ khác sẽ bị từ chối. Để trống là nhận từ mọi nơi"
                )),
            FieldSpecification(
                "path-secret", .token, secret: true,
                label: Phrase(en: "Secret in the path", vi: "Chuỗi bí mật trong đường dẫn"),
                help: Phrase(
                    en:
                        "8 to 64 letters and digits. Only for a terminal that takes a whole address with a path (domain name mode): enter http://SERVER:PORT/SECRET there. Most terminals take host and port alone: leave it empty for those and enter the IP address above",
                    vi:
                        "8 đến 64 chữ cái và chữ số. Chỉ dùng khi máy cho nhập địa chỉ đầy đủ có đường dẫn (chế độ tên miền): nhập http://MÁY-CHỦ:CỔNG/CHUỖI-BÍ-MẬT. Phần lớn máy chỉ cho nhập địa chỉ và cổng: hãy để trống và nhập địa chỉ IP ở trên"
                )),
            FieldSpecification(
                "silent-minutes", .duration(2...1440, .minutes), default: "10",
                label: Phrase(
                    en: "Counts as unreachable without a call for", vi: "Coi là mất kết nối khi không gọi trong"),
                help: Phrase(
                    en: "a terminal calls every few seconds; after so long without a call a sync fails",
                    vi: "máy gọi đến vài giây một lần; quá thời gian này mà không gọi thì lần đồng bộ báo lỗi")),
        ],
        policy: SyncPolicy(first: .days(3), periodic: .today, device: .days(3), all: .today),
        recordedTime: .wallClock,
        identityLabel: "SN",
        lateRecords: Phrase(
            en:
                "The terminal sends its records by itself and repeats each until it is acknowledged, after an outage too.",
            vi: "Máy tự gửi bản ghi và gửi lại đến khi được xác nhận, kể cả sau khi mất kết nối."),
        skipWords: SkipWords([
            "verification": Phrase(en: "mere verifications", vi: "lượt chỉ xác minh"),
            "beforeStart": Phrase(en: "from before the first day that is read", vi: "trước ngày bắt đầu đồng bộ"),
        ]),
        guide: [
            Phrase(
                en: "In the terminal's menu open Comm. → Cloud Server (on some models ADMS or Web server).",
                vi: "Trong menu của máy, mở Kết nối (Comm.) → Máy chủ đám mây (có máy ghi ADMS hoặc Web server)."),
            Phrase(
                en:
                    "Enter this server's IP address and the port of --iclock-listen (or of the console); leave HTTPS and proxy off unless you serve the console by TLS.",
                vi:
                    "Nhập địa chỉ IP của máy chủ này và cổng của --iclock-listen (hoặc cổng trang web); tắt HTTPS và proxy nếu trang web không dùng TLS."
            ),
            Phrase(
                en: "Within a minute the terminal appears on the devices page as an unknown one: press Add there.",
                vi: "Trong vòng một phút, máy hiện ở trang thiết bị trong phần máy lạ: bấm Thêm."),
        ],
        push: ADMSIntake(),
        sisters: [SisterKind(kind: "zkteco") { AttendanceLines.key(ofPulled: $0, code: $1) }],
        identity: { ADMSIntake().identity(ofSerial: $0["serial-number"] ?? "") },
        normalize: normalized,
        makeConnector: { ZKTecoPushConnector(context: $0) })

    static func normalized(_ input: FieldValues) throws(FieldFailure) -> FieldValues {
        var values = input
        var found = FoundFailures()
        if let serial = input["serial-number"]?.trimmed, !serial.isEmpty, !ADMSHead.isSerial(serial) {
            found.add(
                FieldFailure(
                    field: "serial-number",
                    Phrase(
                        en: "a serial number has 1 to 40 letters, digits, “-”, “_” and “.”",
                        vi: "số seri gồm 1 đến 40 chữ cái, chữ số, “-”, “_” và “.”")))
        }
        if let address = input["address"]?.trimmed, !address.isEmpty {
            if let plain = IPAddress.plain(address) {
                values.set("address", plain)
            } else {
                found.add(
                    FieldFailure(
                        field: "address",
                        Phrase(
                            en: "“\(address)” is not an IP address such as 192.168.1.201",
                            vi: "“\(address)” không phải địa chỉ IP dạng 192.168.1.201")))
            }
        }
        if let secret = input["path-secret"]?.trimmed, !secret.isEmpty,
            !(8...64).contains(secret.utf8.count) || !ADMSHead.isWord(secret)
        {
            found.add(
                FieldFailure(
                    field: "path-secret",
                    Phrase(
                        en: "the secret in the path has 8 to 64 letters and digits",
                        vi: "chuỗi bí mật gồm 8 đến 64 chữ cái và chữ số")))
        }
        try found.end()
        return values
    }
}
