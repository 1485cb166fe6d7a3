import Attendance
import Labels
import Sealing
import Serials
import Store
import UnbindingCases

extension Desk {
    /// Takes a photo into a case: read, encoded anew, sealed.
    ///
    /// - Throws: `PictureFailure` with what to do where the file is not a picture that is taken.
    public func add(
        _ bytes: [UInt8], named name: String, to unbindingCase: UnbindingCase, by actor: Actor
    ) async throws -> Evidence {
        let reading = try await photos.read(
            bytes, named: name, of: actor.name, text: .always, keeps: true)
        switch reading.result {
        case .failure(let refusal): throw refusal
        case .success(let read):
            if let objection = Desk.objection(to: read) { throw RequestFailure(objection) }
            guard let kept = reading.evidence, let identity = reading.identity else {
                throw PictureFailure.endedReader
            }
            return try await store.evidence.add(
                EvidenceDraft(
                    fileName: Desk.plain(name), digest: identity.digest, looks: identity.hash.bytes,
                    width: kept.width, height: kept.height, findings: Findings(read).json, whole: kept.whole,
                    shown: kept.shown), to: unbindingCase, act: Act(by: actor, at: now()))
        }
    }

    /// The same for a program that may send a photo again because it did not hear the answer.
    public func addOnce(
        _ bytes: [UInt8], named name: String, to unbindingCase: UnbindingCase, by actor: Actor
    ) async throws -> Evidence {
        let digest = Digest.hexadecimal(Digest.sha256(bytes)[...])
        if let same = try await store.evidence.all(of: unbindingCase).first(where: {
            $0.digest == digest && $0.struck == nil
        }) {
            return same
        }
        return try await add(bytes, named: name, to: unbindingCase, by: actor)
    }

    /// What people see of a photo of a case: JPEG, its verification code covered.
    ///
    /// - Parameter id: as an address has it.
    /// - Throws: `EvidenceFailure.unknown`.
    public func picture(_ id: String, of unbindingCase: UnbindingCase) async throws -> [UInt8] {
        guard let number = Int64(id), let bytes = try await store.evidence.picture(number, of: unbindingCase) else {
            throw EvidenceFailure.unknown(id)
        }
        return bytes
    }

    /// Takes a photo back: out of a draft it is gone, in a filed case it is struck out.
    ///
    /// - Parameter id: as an address has it.
    /// - Throws: `EvidenceFailure.unknown` where the case has no such photo; `StoreFailure`.
    public func removePhoto(_ id: String, from unbindingCase: UnbindingCase, by actor: Actor) async throws {
        guard let photo = try await store.evidence.all(of: unbindingCase).first(where: { String($0.id) == id }) else {
            throw EvidenceFailure.unknown(id)
        }
        try await store.evidence.remove(photo, from: unbindingCase, act: Act(by: actor, at: now()))
    }

    /// Why a photo is not taken as evidence although it can be read; nil where it is.
    public static func objection(to read: LabelReading) -> Phrase? {
        guard read.isKeyAlone else { return nil }
        return Phrase(
            en:
                "this is the QR code of the key string, a secret, and no photo of the device; it was not kept: give it as the key string instead",
            vi:
                "đây là mã QR của chuỗi ký tự, là thông tin bí mật, không phải ảnh thiết bị; ảnh không được lưu: hãy gửi ảnh này ở mục chuỗi ký tự"
        )
    }

    /// The serial on a photo of a label, for the field of a form.
    ///
    /// - Throws: `RequestFailure` where there is none, or more than one.
    public func serial(on bytes: [UInt8], named name: String, by actor: Actor) async throws -> ShortSerial {
        let reading = try await photos.read(bytes, named: name, of: actor.name, text: .whereNoCodeDecides)
        let serials = try read(reading).serials
        guard let serial = serials.first else {
            throw RequestFailure(
                Phrase(
                    en: "no serial can be read on this photo: move closer, avoid glare, or type it",
                    vi: "không đọc được số seri trên ảnh: hãy chụp gần hơn, tránh lóa sáng, hoặc nhập tay"))
        }
        guard serials.count == 1 else {
            let list = serials.map(\.text).joined(separator: ", ")
            throw RequestFailure(
                Phrase(
                    en: "the photo shows several serials (\(list)): type the one that is meant",
                    vi: "ảnh có nhiều số seri (\(list)): hãy nhập số đúng"))
        }
        return serial
    }

    /// The key string in the QR code that the vendor's tool shows.
    ///
    /// - Throws: `RequestFailure` where there is no code, or it is something else.
    public func key(on bytes: [UInt8], named name: String, by actor: Actor) async throws -> KeyString {
        let reading = try await photos.read(bytes, named: name, of: actor.name, text: .never)
        let codes = try read(reading).finds.filter { $0.source == .qr }
        guard !codes.isEmpty else {
            throw RequestFailure(
                Phrase(
                    en: "no QR code can be read on this photo: fill the picture with the code, avoid glare",
                    vi: "không đọc được mã QR trên ảnh: hãy chụp mã lấp đầy khung hình, tránh lóa sáng"))
        }
        var refusal: KeyStringFailure?
        for code in codes {
            do throws(KeyStringFailure) { return try KeyString(code.text) } catch { refusal = error }
        }
        throw refusal ?? KeyStringFailure.empty
    }

    private func read(_ reading: PhotoReading) throws -> LabelReading {
        switch reading.result {
        case .success(let read): return read
        case .failure(let refusal): throw refusal
        }
    }

    /// A file's name without its folders and without letters that mean something elsewhere.
    private static func plain(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let letters = last.filter { $0.isLetter || $0.isNumber || "._- ".contains($0) }
        return letters.isEmpty ? "photo" : String(letters.prefix(80))
    }
}
