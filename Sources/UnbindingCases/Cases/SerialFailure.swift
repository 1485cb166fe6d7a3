import Attendance
import Serials

/// What was typed names no device.
public struct SerialFailure: Failure, Hashable {
    public init() {}

    public var phrase: Phrase {
        Phrase(
            en: "this is not a Hikvision serial: nine characters such as Q01728482, or the full one that ends in them",
            vi:
                "đây không phải số seri Hikvision: chín ký tự như Q01728482, hoặc số đầy đủ kết thúc bằng chín ký tự đó"
        )
    }

    public var blame: Blame { .request }
    public var field: String? { "serial" }
}

extension ShortSerial {
    /// The serial that somebody typed, short or full.
    ///
    /// - Throws: `SerialFailure` where it is neither.
    public init(typed text: String) throws(SerialFailure) {
        guard let serial = ShortSerial(in: text) else { throw SerialFailure() }
        self = serial
    }
}

extension CaseDraft {
    /// For a device of which somebody typed the serial, short or full.
    ///
    /// - Throws: `SerialFailure` where it is neither.
    public init(typed text: String, network: UnbindingCase.Network = .other) throws(SerialFailure) {
        self.init(network: network, serial: try ShortSerial(typed: text))
        fullSerial = FullSerial(text)?.text ?? ""
    }
}
