import Testing

@testable import Spreadsheets

/// What can be a Vietnamese syllable: by this a table is told that was read in the wrong encoding.
@Suite struct SpellingTests {
    @Test(arguments: [
        "nguyễn", "Nguyễn", "NGUYỄN", "Đức", "ĐỨC", "hòa", "hoà", "quý", "nghiêng", "giường", "ươm", "Ý",
    ])
    func aSyllableMayBeginWithACapitalOrHaveNothingElse(_ word: String) {
        #expect(VietnameseSpelling.isSyllable(word))
    }

    @Test(arguments: ["nGuyễn", "NGuyễn", "nguyỄN", "Nguyá»…n", "ngụyễn", "xyz", "đđ", "hòàng", ""])
    func capitalsInTheMiddleASecondToneAndSignsOfAnotherEncodingAreNone(_ word: String) {
        #expect(!VietnameseSpelling.isSyllable(word))
    }
}
