import Attendance
import Hummingbird

/// How tables look in one browser: how close their rows stand, and which columns the punches have. A cookie remembers it.
struct TableLook: Hashable, Sendable {
    enum Density: String, CaseIterable, Sendable {
        case comfortable
        case compact

        var label: Phrase {
            switch self {
            case .comfortable: Phrase(en: "comfortable", vi: "thoáng")
            case .compact: Phrase(en: "compact", vi: "sát nhau")
            }
        }
    }

    /// Columns of the punches that can be left out. Who it was and when is always there.
    enum Column: String, CaseIterable, Sendable {
        case code
        case device
        case camera
        case date
        case delivery

        var label: Phrase {
            switch self {
            case .code: Phrase(en: "Code", vi: "Mã")
            case .device: Phrase(en: "Device", vi: "Thiết bị")
            case .camera: Phrase(en: "Camera or door", vi: "Camera/cửa")
            case .date: Phrase(en: "Date", vi: "Ngày")
            case .delivery: Phrase(en: "Delivery", vi: "Gửi HRM")
            }
        }
    }

    static let cookie = "rollcall-tables"

    var density = Density.comfortable
    var columns = Set(Column.allCases)

    init(density: Density = .comfortable, columns: Set<Column> = Set(Column.allCases)) {
        self.density = density
        self.columns = columns
    }

    /// What a browser remembers: the density and the columns, separated by dots. What is not known is passed over; without
    /// anything it is as everybody sees it first.
    init(remembered text: String?) {
        guard let parts = text?.split(separator: ".").map(String.init), let first = parts.first else { return }
        density = Density(rawValue: first) ?? .comfortable
        columns = Set(parts.dropFirst().compactMap(Column.init))
    }

    init(_ request: Request) { self.init(remembered: request.cookies[TableLook.cookie]?.value) }

    /// The inverse of `init(remembered:)`.
    var remembered: String {
        ([density.rawValue] + Column.allCases.filter(columns.contains).map(\.rawValue)).joined(separator: ".")
    }

    /// Left in a browser for a year.
    func cookie(isSecure: Bool) -> Cookie {
        Cookie(
            name: TableLook.cookie, value: remembered, maxAge: 365 * 86_400, path: "/", secure: isSecure,
            httpOnly: true,
            sameSite: .lax)
    }
}
