import Attendance
import SADP

/// Why a reported list is not taken.
public enum NetworkReportFailure: Failure, Hashable {
    case noNetwork
    case noDevices
    case tooManyDevices
    /// The device at this place, from 1, has neither a MAC address nor a serial.
    case namelessDevice(Int)

    public var phrase: Phrase {
        switch self {
        case .noNetwork: Phrase(en: "“network” must name the network", vi: "“network” phải có tên mạng")
        case .noDevices: Phrase(en: "“devices” must be a list", vi: "“devices” phải là danh sách")
        case .tooManyDevices:
            Phrase(
                en: "a list has at most \(SADPSettings.mostDevices.written(.en)) devices",
                vi: "danh sách có tối đa \(SADPSettings.mostDevices.written(.vi)) thiết bị")
        case .namelessDevice(let place):
            Phrase(
                en: "device \(place) of the list has neither a MAC address nor a serial",
                vi: "thiết bị thứ \(place) trong danh sách không có địa chỉ MAC và số seri")
        }
    }

    public var blame: Blame { .request }
}
