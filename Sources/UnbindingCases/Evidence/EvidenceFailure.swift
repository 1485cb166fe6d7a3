import Attendance

/// What was asked does not fit the photos of a case.
public enum EvidenceFailure: Failure, Hashable {
    /// The case has no such photo.
    case unknown(String)
    case tooMany
    /// This very file stands in the case.
    case isHereAlready

    public var phrase: Phrase {
        switch self {
        case .unknown(let id): Phrase(en: "there is no photo \(id)", vi: "không có ảnh \(id)")
        case .tooMany:
            Phrase(
                en: "a case has at most \(Evidence.most) photos: remove one first",
                vi: "mỗi yêu cầu có tối đa \(Evidence.most) ảnh: hãy xóa bớt")
        case .isHereAlready:
            Phrase(en: "this photo is in the case already", vi: "ảnh này đã có trong yêu cầu")
        }
    }

    public var blame: Blame {
        switch self {
        case .unknown: .absence
        case .tooMany, .isHereAlready: .request
        }
    }
}

extension Evidence {
    /// Photos of one case that stand.
    public static let most = 8
    /// With those that were struck out.
    private static let mostEver = 32

    /// The photo that a file is again: it was struck out and stands from now on; nil where the file is new.
    ///
    /// - Parameters:
    ///   - digest: of the file, as in `Evidence.digest`.
    ///   - before: all photos of the case, those that were struck out too.
    /// - Throws: `tooMany`, `isHereAlready`.
    public static func taken(again digest: String, among before: [Evidence]) throws(EvidenceFailure) -> Evidence? {
        guard before.count(where: { $0.struck == nil }) < most, before.count < mostEver else { throw .tooMany }
        guard let same = before.first(where: { $0.digest == digest }) else { return nil }
        guard same.struck != nil else { throw .isHereAlready }
        return same
    }
}
