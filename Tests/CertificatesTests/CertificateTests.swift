import Certificates
import TestSupport
import Testing

@Suite struct CertificateTests {
    @Test func aFileThatIsNoCertificateNamesNobody() {
        #expect(CertificateNames.of("/dev/null").isEmpty)
    }
}
