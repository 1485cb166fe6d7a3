import Access
import Attendance

/// The first account, and what the whole program starts with.
struct SetupPage: PageModel {
    static let template = "setup"

    let asksCode: Bool
    let code: String
    let name: String
    let shortest = PasswordRule.shortest
    let isVietnamese: Bool
    let zone: String
    let zones = Zone.offered
}

extension Zone {
    /// What the field suggests; any other can be typed.
    static let offered = [
        "Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Singapore", "Asia/Jakarta", "Asia/Manila", "Asia/Tokyo",
        "Asia/Seoul", "Asia/Shanghai", "Asia/Kolkata", "Australia/Sydney", "Europe/Berlin", "America/New_York", "UTC",
    ]
}
