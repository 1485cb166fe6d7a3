import Attendance

extension ConfirmPage {
    /// Asks before a device is removed.
    init(removing device: Device, for reader: Reader) {
        let count = Texts.number(device.punchCount, reader.language)
        self.init(
            heading: reader.say("Delete “\(device.name)”?", "Xóa “\(device.name)”?"),
            action: "/devices/\(device.id)/delete", token: reader.formToken,
            text: reader.say(
                "Its \(count) punches are kept, and are its own again when it is added again.",
                "\(count) bản ghi của thiết bị vẫn được giữ, và được nhận lại khi thêm lại thiết bị này."),
            option: Option(
                name: "with-punches",
                text: reader.say("Delete its \(count) punches too", "Xóa cả \(count) bản ghi")),
            button: reader.say("Delete", "Xóa"), back: "/devices")
    }
}
