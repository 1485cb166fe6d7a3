/// What was asked does not fit the devices that there are.
public enum DeviceFailure: Failure, Hashable {
    /// No device has this name or id.
    case unknown(String)
    /// Another device, by its name, has the same vendor identity.
    case identityTaken(by: String)
    /// Another device than before answers at its address.
    case otherDevice(known: String, found: String)
    /// Somebody else edited it, by its name, while an import that changes it was looked at.
    case editedMeanwhile(String)

    public var phrase: Phrase {
        switch self {
        case .unknown(let name):
            Phrase(
                en: "there is no device “\(name)”; see rollcall device list",
                vi: "không có thiết bị “\(name)”; xem rollcall device list")
        case .identityTaken(let name):
            Phrase(
                en:
                    "the device “\(name)” already reads this source; a second one would double nothing but work. Edit that device instead.",
                vi: "thiết bị “\(name)” đã đọc nguồn này rồi. Hãy sửa thiết bị đó thay vì thêm mới.")
        case .otherDevice(let known, let found):
            Phrase(
                en:
                    "another device answers there: its serial number is \(found), and \(known) was expected. Nothing of it is stored. If the device was replaced, empty the serial number in its entry here; if addresses were exchanged, correct the address",
                vi:
                    "một thiết bị khác trả lời tại địa chỉ này: số seri của nó là \(found), không phải \(known). Không lưu gì từ thiết bị đó. Nếu đã thay máy, hãy xóa số seri trong thiết lập của thiết bị; nếu địa chỉ bị đổi cho nhau, hãy sửa địa chỉ"
            )
        case .editedMeanwhile(let name):
            Phrase(
                en:
                    "“\(name)” was edited since the file was looked at, and nothing was imported: choose the file again",
                vi: "“\(name)” đã được sửa sau khi xem trước nên chưa nhập gì: hãy chọn lại tệp")
        }
    }

    public var blame: Blame {
        switch self {
        case .unknown: .absence
        case .identityTaken, .editedMeanwhile: .conflict
        case .otherDevice: .request
        }
    }
}

extension DeviceDraft {
    /// What stands against storing it beside the devices that there are; nil where nothing does.
    ///
    /// - Parameters:
    ///   - id: of the device that it changes; nil for a new one.
    ///   - namesake: the device that is called so, by its id.
    ///   - reader: the device that reads the draft's source.
    public func objection(
        for id: Int64?, namesake: Int64?, reader: (id: Int64, name: String)?
    ) -> (any Failure)? {
        if let taken = NameTakenFailure(name, holder: namesake, for: id) { return taken }
        guard let reader, reader.id != id else { return nil }
        return DeviceFailure.identityTaken(by: reader.name)
    }
}
