package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTlsTest {
    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    @Test
    void certificates_are_made_once_and_kept() throws Exception {
        LocalTls first = LocalTls.open(folder.resolve("tls"), now);
        LocalTls second = LocalTls.open(folder.resolve("tls"), now);

        assertThat(certificate(second)).isEqualTo(certificate(first));
        assertThat(Files.readString(second.authority())).startsWith("-----BEGIN CERTIFICATE-----\n");
    }

    @Test
    void those_that_end_within_a_month_are_made_anew() throws Exception {
        LocalTls first = LocalTls.open(folder, now);
        LocalTls later = LocalTls.open(folder, now.plus(Duration.ofDays(800)));

        assertThat(certificate(later)).isNotEqualTo(certificate(first));
    }

    @Test
    void the_certificate_is_for_the_loopback_names_and_signed_by_the_authority() throws Exception {
        LocalTls tls = LocalTls.open(folder, now);

        X509Certificate front = certificate(tls);
        assertThat(front.getSubjectAlternativeNames().stream().map(name -> (String) name.get(1)))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        front.verify(tls.identity().keys().getCertificateChain("front")[1].getPublicKey());
    }

    @Test
    void the_authority_can_sign_nothing_more() throws Exception {
        LocalTls tls = LocalTls.open(folder, now);

        assertThat(Collections.list(tls.identity().keys().aliases())).containsExactly("front");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString).sorted())
                    .containsExactly("ca.p12", "ca.pem", "front.p12", "lock");
        }
    }

    @Test
    void files_that_are_no_certificates_are_named_with_what_to_do() throws Exception {
        Files.writeString(folder.resolve("front.p12"), "no keys");

        assertThatThrownBy(() -> LocalTls.open(folder, now))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("remove the folder");
    }

    private static X509Certificate certificate(LocalTls tls) throws Exception {
        return (X509Certificate) tls.identity().keys().getCertificate("front");
    }
}
