package io.breakwater.local.run;

import io.breakwater.local.front.TlsIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// The certificates of a local gateway: an authority of this machine's own, and a certificate for
/// `localhost` and the loopback addresses that it signed. They are made once and kept. The authority's
/// private key is deleted as soon as it has signed, so that trusting the authority means trusting only
/// this certificate.
///
/// @param identity what the server answers with
/// @param authority the authority's certificate as PEM, which clients are told to trust
/// @param trustStore the same for programs on the JVM, PKCS #12 with the password `breakwater`
public record LocalTls(TlsIdentity identity, Path authority, Path trustStore) {
    /// Certificates with less validity left than this are made again.
    private static final Duration LEAST_LIFE = Duration.ofDays(30);

    private static final String ALIAS = "front";

    /// Opens the certificates and makes missing ones.
    ///
    /// @param folder for the certificates; made if it is not there
    /// @throws IOException if they cannot be made or read; the message says why
    public static LocalTls open(Path folder, Instant now) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel lock =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            Optional<KeyStore> kept = usable(folder, now);
            KeyStore keys = kept.isPresent() ? kept.get() : made(folder);
            LocalTls tls = new LocalTls(new TlsIdentity(keys, Keytool.PASSWORD), pem(folder), trustStore(folder));
            tls.tell();
            return tls;
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    "the certificates in " + folder + " cannot be used: " + unusable.getMessage()
                            + "; remove the folder, and they are created again",
                    unusable);
        }
    }

    private static Optional<KeyStore> usable(Path folder, Instant now) throws IOException, GeneralSecurityException {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        KeyStore keys = read(file);
        Instant ends =
                ((X509Certificate) keys.getCertificate(ALIAS)).getNotAfter().toInstant();
        return Optional.of(keys).filter(_ -> ends.isAfter(now.plus(LEAST_LIFE)));
    }

    /// Deletes the old authority first, so that a start that ends half-way leaves no key with another
    /// key's authority.
    private static KeyStore made(Path folder) throws IOException, GeneralSecurityException {
        Files.deleteIfExists(pem(folder));
        Files.deleteIfExists(trustStore(folder));
        Path work = Files.createTempDirectory(folder, "new");
        Path both = work.resolve("both.p12");
        try {
            new Keytool(both).authority().signed(ALIAS);
            KeyStore kept = frontAlone(read(both));
            PrivateFile.write(file(folder), bytes(kept));
            return kept;
        } finally {
            Files.deleteIfExists(both);
            Files.delete(work);
        }
    }

    private static KeyStore frontAlone(KeyStore both) throws IOException, GeneralSecurityException {
        char[] password = Keytool.PASSWORD.toCharArray();
        KeyStore front = empty();
        front.setKeyEntry(ALIAS, both.getKey(ALIAS, password), password, both.getCertificateChain(ALIAS));
        return front;
    }

    /// Writes the files for clients beside the key, if they are missing.
    private void tell() throws IOException, GeneralSecurityException {
        Certificate own = identity.keys().getCertificateChain(ALIAS)[1];
        if (!Files.exists(authority)) {
            PrivateFile.write(authority, pem(own).getBytes(StandardCharsets.US_ASCII));
        }
        if (!Files.exists(trustStore)) {
            KeyStore trusted = empty();
            trusted.setCertificateEntry("breakwater", own);
            PrivateFile.write(trustStore, bytes(trusted));
        }
    }

    private static Path pem(Path folder) {
        return folder.resolve("ca.pem");
    }

    private static Path trustStore(Path folder) {
        return folder.resolve("ca.p12");
    }

    private static Path file(Path folder) {
        return folder.resolve("front.p12");
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        return keys;
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, Keytool.PASSWORD.toCharArray());
        } catch (IOException unreadable) {
            throw new GeneralSecurityException(file + ": " + unreadable.getMessage(), unreadable);
        }
        return keys;
    }

    private static byte[] bytes(KeyStore keys) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        keys.store(out, Keytool.PASSWORD.toCharArray());
        return out.toByteArray();
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
