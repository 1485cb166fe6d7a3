import Attendance
import Serials

/// What photos say of the serial that a case is for. They are strangers' pictures: a code can be made by anyone, and stuck
/// over another; so a label proves its device only where its own code and its own letters say the same, and nothing else
/// on any photo can be a second device.
public enum EvidenceRules {
    /// - `pass`: the code of a device's own label names it, the letters beside it too, everything was looked at, and nothing
    ///   that could name another device is left.
    /// - `fail`: every code is the label of one other device, its letters say so too, and nothing is left unread in which
    ///   the claimed one could be.
    /// - `unknown`: a person must look; the sentence says why.
    public static func judge(_ photos: [PhotoFacts], claimed: ShortSerial) -> (CaseCheck.Result, Phrase) {
        guard !photos.isEmpty else { return (.unknown, Phrase(en: "there is no photo yet", vi: "chưa có ảnh")) }
        let sight = Sight(photos, claimed)
        if sight.isNamedByItsLabel { return named(sight) }
        if let other = sight.onlyOther { return (.fail, mismatch(other, claimed)) }
        return (.unknown, unproven(sight))
    }

    /// What stands on the photos, seen from the claim.
    private struct Sight {
        let claimed: ShortSerial
        let photos: [PhotoFacts]
        let codes: [EvidenceFind]
        let letters: [EvidenceFind]

        init(_ photos: [PhotoFacts], _ claimed: ShortSerial) {
            self.claimed = claimed
            self.photos = photos
            let finds = photos.flatMap(\.finds)
            codes = finds.filter(\.source.isCode)
            letters = finds.filter { !$0.source.isCode }
        }

        var isNamedByItsLabel: Bool { codes.contains { $0.serial == claimed && $0.isDevicesOwn } }

        /// Whether a photo has the label's code and its letters, both of the claimed device.
        var isPrinted: Bool {
            photos.contains { photo in
                let own = photo.finds.filter { $0.serial == claimed }
                return own.contains(where: \.isDevicesOwn) && own.contains { !$0.source.isCode }
            }
        }

        /// Another device, in a code, or in letters that are not nearly the claimed one's.
        var other: ShortSerial? {
            codes.map(\.serial).first { $0 != claimed }
                ?? letters.map(\.serial).first { $0 != claimed && !$0.looksLike(claimed) }
        }

        var nearly: ShortSerial? { letters.map(\.serial).first { $0.looksLike(claimed) } }

        var hasUnread: Bool { photos.contains { $0.hasUnreadCode || $0.hasUnreadText } }
        var isWhollyRead: Bool { photos.allSatisfy(\.hasReadText) }

        /// The one device that everything on the photos is; nil where it may be the claimed one too.
        var onlyOther: ShortSerial? {
            guard let own = codes.first(where: \.isDevicesOwn)?.serial, own != claimed, !hasUnread, isWhollyRead,
                codes.allSatisfy({ $0.serial == own }), !letters.isEmpty, letters.allSatisfy({ $0.serial == own })
            else { return nil }
            return own
        }
    }

    private static func named(_ sight: Sight) -> (CaseCheck.Result, Phrase) {
        let claimed = sight.claimed
        if let other = sight.other {
            return (
                .unknown,
                Phrase(
                    en: "the photos show \(claimed), and \(other) too: a person must look",
                    vi: "ảnh có \(claimed) và cả \(other): cần người xem")
            )
        }
        if sight.photos.contains(where: \.hasUnreadCode) {
            return (
                .unknown,
                Phrase(
                    en: "a code names \(claimed), and another code cannot be read: a person must look",
                    vi: "có mã ghi \(claimed), và có mã khác không đọc được: cần người xem")
            )
        }
        if !sight.isWhollyRead || !sight.isPrinted {
            return (
                .unknown,
                Phrase(
                    en: "a code names \(claimed), but the letters of its label were not read: a person must look",
                    vi: "có mã ghi \(claimed), nhưng không đọc được chữ in trên nhãn: cần người xem")
            )
        }
        if let nearly = sight.nearly {
            return (
                .unknown,
                Phrase(
                    en: "the photos show \(claimed), and \(nearly), which looks nearly like it: a person must look",
                    vi: "ảnh có \(claimed) và \(nearly) trông gần giống: cần người xem")
            )
        }
        if sight.hasUnread {
            return (
                .unknown,
                Phrase(
                    en:
                        "a label names \(claimed), and other print on the photo cannot be read, or glare hides it: a person must look",
                    vi:
                        "có nhãn ghi \(claimed), và trên ảnh còn chữ hoặc mã không đọc được hay bị lóa sáng: cần người xem"
                )
            )
        }
        return (
            .pass,
            Phrase(en: "a code on the photo names \(claimed)", vi: "mã trên ảnh ghi \(claimed)")
        )
    }

    private static func mismatch(_ other: ShortSerial, _ claimed: ShortSerial) -> Phrase {
        Phrase(
            en: "we read serial \(other) on the photo, the case is for \(claimed)",
            vi: "trên ảnh là số seri \(other), yêu cầu này là của \(claimed)")
    }

    private static func unproven(_ sight: Sight) -> Phrase {
        let claimed = sight.claimed
        if sight.codes.contains(where: { $0.serial == claimed }) {
            return Phrase(
                en: "a code says \(claimed), of a kind that anyone can make: photograph the label's own code",
                vi: "có mã ghi \(claimed) nhưng là loại mã ai cũng tạo được: hãy chụp mã trên nhãn thiết bị")
        }
        if let own = sight.codes.first(where: \.isDevicesOwn) {
            return Phrase(
                en:
                    "a label's code names \(own.serial), the case is for \(claimed), and not all on the photo is read: a person must look",
                vi:
                    "mã trên nhãn ghi \(own.serial), yêu cầu này là của \(claimed), và ảnh còn chỗ chưa đọc được: cần người xem"
            )
        }
        if sight.letters.contains(where: { $0.serial == claimed }) {
            return Phrase(
                en: "text on the photo looks like \(claimed), but no code proves it",
                vi: "chữ trên ảnh giống \(claimed) nhưng không có mã nào xác nhận")
        }
        if let nearly = sight.nearly {
            return Phrase(
                en:
                    "text on the photo reads \(nearly), nearly like \(claimed): letters such as O and 0 are easily taken for each other, and no code decides",
                vi:
                    "chữ trên ảnh đọc là \(nearly), gần giống \(claimed): các ký tự như O và 0 dễ nhầm, và không có mã nào xác định"
            )
        }
        if let other = sight.other {
            return Phrase(
                en: "the photo shows \(other), not \(claimed), and no label code proves either",
                vi: "ảnh có \(other), không phải \(claimed), và không có mã nhãn nào xác nhận")
        }
        return Phrase(
            en: "no serial can be read: move closer, avoid glare",
            vi: "không đọc được số seri: hãy chụp gần hơn, tránh lóa sáng")
    }
}
