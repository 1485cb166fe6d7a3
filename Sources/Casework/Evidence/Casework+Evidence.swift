import Attendance
import Labels
import Sealing
import Serials
import Store
import UnbindingDesk

extension Casework {
    /// Takes a photo into a case: read, encoded anew, sealed.
    ///
    /// - Throws: `StoreError.refused` with what to do where the file is no picture that is taken.
    public func add(
        _ bytes: [UInt8], named name: String, to unbindingCase: UnbindingCase, by actor: Actor
    ) async throws -> Evidence {
        let reading = try await photos.read(
            bytes, named: name, of: actor.name, text: .always, keeps: true)
        switch reading.result {
        case .failure(let refusal): throw StoreError.refused(refusal.phrase)
        case .success(let read):
            if let objection = Casework.objection(to: read) { throw StoreError.refused(objection) }
            guard let kept = reading.evidence, let identity = reading.identity else {
                throw StoreError.refused(PictureRefusal.endedReader.phrase)
            }
            return try await store.evidence.add(
                EvidenceDraft(
                    fileName: Casework.plain(name), digest: identity.digest, looks: identity.hash.bytes,
                    width: kept.width, height: kept.height, findings: Findings(read).json, whole: kept.whole,
                    shown: kept.shown), to: unbindingCase, actor: actor.name, now: now())
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
    /// - Throws: `StoreError.refused` where there is none, or more than one.
    public func serial(on bytes: [UInt8], named name: String, by actor: Actor) async throws -> ShortSerial {
        let reading = try await photos.read(bytes, named: name, of: actor.name, text: .whereNoCodeDecides)
        let serials = try read(reading).serials
        guard let serial = serials.first else {
            throw StoreError.refused(
                Phrase(
                    en: "no serial can be read on this photo: move closer, avoid glare, or type it",
                    vi: "không đọc được số serial trên ảnh: hãy chụp gần hơn, tránh lóa sáng, hoặc nhập tay"))
        }
        guard serials.count == 1 else {
            let list = serials.map(\.text).joined(separator: ", ")
            throw StoreError.refused(
                Phrase(
                    en: "the photo shows several serials (\(list)): type the one that is meant",
                    vi: "ảnh có nhiều số serial (\(list)): hãy nhập số đúng"))
        }
        return serial
    }

    /// The key string in the QR code that the vendor's tool shows.
    ///
    /// - Throws: `StoreError.refused` where there is no code, or it is something else.
    public func key(on bytes: [UInt8], named name: String, by actor: Actor) async throws -> KeyString {
        let reading = try await photos.read(bytes, named: name, of: actor.name, text: .never)
        let codes = try read(reading).finds.filter { $0.source == .qr }
        guard !codes.isEmpty else {
            throw StoreError.refused(
                Phrase(
                    en: "no QR code can be read on this photo: fill the picture with the code, avoid glare",
                    vi: "không đọc được mã QR trên ảnh: hãy chụp mã lấp đầy khung hình, tránh lóa sáng"))
        }
        var refusal: KeyString.Refusal?
        for code in codes {
            do throws(KeyString.Refusal) { return try KeyString(code.text) } catch { refusal = error }
        }
        throw StoreError.refused((refusal ?? .empty).phrase)
    }

    private func read(_ reading: PhotoReading) throws -> LabelReading {
        switch reading.result {
        case .success(let read): return read
        case .failure(let refusal): throw StoreError.refused(refusal.phrase)
        }
    }

    /// A file's name without its folders and without letters that mean something elsewhere.
    private static func plain(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let letters = last.filter { $0.isLetter || $0.isNumber || "._- ".contains($0) }
        return letters.isEmpty ? "photo" : String(letters.prefix(80))
    }
}

extension KeyString.Refusal {
    /// What is wrong, for whoever pasted it.
    public var phrase: Phrase {
        switch self {
        case .empty: Phrase(en: "there is no key string in it", vi: "không có chuỗi ký tự nào")
        case .tooLong:
            Phrase(
                en: "this is longer than any key string: give the whole content of the exported file and nothing else",
                vi: "nội dung dài hơn mọi chuỗi ký tự: chỉ gửi đúng toàn bộ nội dung tệp đã xuất")
        case .foreignCharacter(let position):
            Phrase(
                en: "character \(position) belongs to no key string: copy all of the exported text, and nothing else",
                vi: "ký tự thứ \(position) không thuộc chuỗi ký tự: hãy sao chép đúng toàn bộ nội dung đã xuất")
        case .tooShort:
            Phrase(
                en: "this is shorter than any key string: copy all of the exported text",
                vi: "nội dung ngắn hơn mọi chuỗi ký tự: hãy sao chép toàn bộ nội dung đã xuất")
        case .cut(let length, let whole):
            length == whole - 1
                ? Phrase(
                    en: "the last character of the key string is missing (often =): copy all of it again",
                    vi: "chuỗi ký tự thiếu ký tự cuối cùng (thường là dấu =): hãy sao chép lại toàn bộ")
                : Phrase(
                    en: "this is a part of a key string, \(length) of \(whole) characters: copy all of it again",
                    vi: "đây chỉ là một phần của chuỗi ký tự, \(length) trên \(whole) ký tự: hãy sao chép lại toàn bộ")
        case .several:
            Phrase(
                en: "there are several key strings in it: give the one of this device alone",
                vi: "có nhiều chuỗi ký tự: chỉ gửi đúng chuỗi của thiết bị này")
        case .label:
            Phrase(
                en:
                    "this is the code of the device's label; the key string is the QR code that SADP shows after “Forgot Password”",
                vi: "đây là mã trên nhãn thiết bị; chuỗi ký tự là mã QR mà SADP hiện sau khi bấm “Quên mật khẩu”")
        case .link:
            Phrase(en: "this is a link and no key string", vi: "đây là đường dẫn, không phải chuỗi ký tự")
        case .serial:
            Phrase(
                en: "this is a serial; the key string is what SADP exports (Export, Export Keys)",
                vi: "đây là số serial; chuỗi ký tự là nội dung SADP xuất ra (Export, Export Keys)")
        case .probeMatch:
            Phrase(
                en: "this is an answer of the discovery protocol and no key string",
                vi: "đây là gói trả lời tìm thiết bị, không phải chuỗi ký tự")
        case .document:
            Phrase(
                en: "this is an XML document with a type declaration and no key string; nothing of it was read",
                vi: "đây là tài liệu XML có khai báo kiểu, không phải chuỗi ký tự; không đọc nội dung nào")
        }
    }
}
