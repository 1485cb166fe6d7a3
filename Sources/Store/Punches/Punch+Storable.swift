import Attendance
import Database

extension Punch {
    /// Whether its texts lie in a database as they are.
    var isStorable: Bool { sourceKey.isStorable && code.isStorable && personName.isStorable && sourceDevice.isStorable }

    /// The punch as the store keeps it, and looks for it when it comes again. The vendor's record keeps its bytes.
    var storable: Punch {
        var punch = self
        punch.sourceKey = sourceKey.storable
        punch.code = code.storable
        punch.personName = personName.storable
        punch.sourceDevice = sourceDevice.storable
        return punch
    }
}
