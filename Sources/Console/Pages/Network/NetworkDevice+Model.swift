import Access
import Attendance
import AttendanceHub
import LocalNetwork
import SADP

/// One device of a list: what it says of itself, and what can be done with it.
struct NetworkDevicePage: PageModel {
    static let template = "network-device"

    struct Unbinding: Sendable {
        let serial: String
        let ipv4: String
    }

    let heading: String
    let network: String
    let facts: [Fact]
    let warning: String?
    let address: String
    let back: String
    let isElsewhere: Bool
    let mayAsk: Bool
    let mayTakeKey: Bool
    /// The form with the password; nil where the device cannot be unbound here.
    let unbinding: Unbinding?
    /// Why it cannot.
    let noUnbinding: String?
    let mayUnbind: Bool
    let addAddress: String?
    let macCommand: String
    let mayOpenCase: Bool
    let token: String
}

extension NetworkDevicePage {
    init(_ device: FoundDevice, at place: Int, of list: NetworkList, for reader: Reader) {
        let canUnbind = device.canBeUnboundHere(list)
        let isReachable = !list.isReported && device.mac != nil
        heading = device.heading
        network = list.network
        facts = zip(FoundDeviceTable.header(reader.language), FoundDeviceTable.cells(device, reader.language))
            .filter { !$0.1.isEmpty }.map { Fact(name: $0.0, value: $0.1) }
        warning = device.warning?[reader.language]
        address = "/network/\(list.id)/\(place)"
        back = "/network?list=\(list.id)"
        isElsewhere = list.isReported
        mayAsk = reader.may(.networkSearch) && isReachable
        mayTakeKey = reader.may(.unbind) && isReachable && device.isActivated
        unbinding =
            canUnbind && reader.may(.unbind) ? Unbinding(serial: device.serial, ipv4: device.ipv4) : nil
        noUnbinding = canUnbind ? nil : NetworkDevicePage.whyNotHere(device, list, reader)
        mayUnbind = reader.may(.unbind)
        addAddress = reader.may(.devicesWrite) && device.isActivated ? device.addingAddress : nil
        macCommand = device.mac?.announced ?? ""
        mayOpenCase = reader.may(.casesFile)
        token = reader.formToken
    }

    private static func whyNotHere(_ device: FoundDevice, _ list: NetworkList, _ reader: Reader) -> String {
        if list.isReported {
            return reader.say(
                "This device is on another network. Whoever is there can unbind it with the command below.",
                "Thiết bị này ở mạng khác. Người tại chỗ có thể hủy liên kết bằng lệnh bên dưới.")
        }
        if let rivalry = device.rivalry { return Texts.sentence(rivalry.refusal[reader.language]) }
        return reader.say(
            "This device does not offer unbinding on the local network: it takes a case.",
            "Thiết bị này không hỗ trợ hủy liên kết trong mạng nội bộ: cần tạo yêu cầu.")
    }
}
