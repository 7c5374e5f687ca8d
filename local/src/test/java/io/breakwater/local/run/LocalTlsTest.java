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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates are made by external programs, so the claims share those of one folder.
class LocalTlsTest {
    private static Instant now;

    @TempDir
    static Path shared;

    private static LocalTls made;

    @TempDir
    Path folder;

    @BeforeAll
    static void make() throws Exception {
        now = Instant.now();
        made = LocalTls.open(shared.resolve("tls"), now);
    }

    @Test
    void certificates_are_made_once_and_kept() throws Exception {
        LocalTls second = LocalTls.open(shared.resolve("tls"), now);

        assertThat(certificate(second)).isEqualTo(certificate(made));
        assertThat(Files.readString(second.authority())).startsWith("-----BEGIN CERTIFICATE-----\n");
    }

    @Test
    void those_that_end_within_a_month_are_made_anew() throws Exception {
        Files.copy(shared.resolve("tls/front.p12"), folder.resolve("front.p12"));

        LocalTls later = LocalTls.open(folder, now.plus(Duration.ofDays(800)));

        assertThat(certificate(later)).isNotEqualTo(certificate(made));
    }

    @Test
    void the_certificate_is_for_the_loopback_names_and_signed_by_the_authority() throws Exception {
        X509Certificate front = certificate(made);
        assertThat(front.getSubjectAlternativeNames().stream().map(name -> (String) name.get(1)))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        front.verify(made.identity().keys().getCertificateChain("front")[1].getPublicKey());
    }

    @Test
    void the_authority_can_sign_nothing_more() throws Exception {
        assertThat(Collections.list(made.identity().keys().aliases())).containsExactly("front");
        try (Stream<Path> files = Files.list(shared.resolve("tls"))) {
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
