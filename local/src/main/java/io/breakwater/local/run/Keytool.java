package io.breakwater.local.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The JDK's `keytool`: the JDK has no public API that signs a certificate.
final class Keytool {
    /// PKCS #12 asks for one. The file's own rights guard it.
    static final String PASSWORD = "breakwater";

    /// Some systems refuse a server's certificate of more than 825 days ("Requirements for trusted certificates",
    /// Apple).
    private static final String DAYS = "824";

    private static final String AUTHORITY = "authority";

    private final Path keys;

    /// @param keys the file that is written
    Keytool(Path keys) {
        this.keys = keys;
    }

    /// Makes an authority, which only signs.
    Keytool authority() throws IOException {
        return pair(AUTHORITY, "CN=Breakwater on this machine", List.of("bc:c", "ku:c=keyCertSign,cRLSign"));
    }

    /// Makes a certificate of this machine's loopback names, signed by the authority.
    Keytool signed(String alias) throws IOException {
        return pair(
                alias,
                "CN=localhost",
                List.of("san=dns:localhost,ip:127.0.0.1,ip:::1", "ku:c=digitalSignature", "eku=serverAuth"),
                "-signer",
                AUTHORITY);
    }

    private Keytool pair(String alias, String name, List<String> extensions, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", name));
        words.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", DAYS));
        words.addAll(List.of("-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", PASSWORD));
        extensions.forEach(extension -> words.addAll(List.of("-ext", extension)));
        words.addAll(List.of(more));
        run(words);
        return this;
    }

    private static void run(List<String> words) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        if (!Files.isExecutable(tool)) {
            throw new IOException("there is no " + tool + ", which makes the certificates; use a whole JDK");
        }
        List<String> command =
                new ArrayList<>(List.of(tool.toString(), "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(words);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("keytool made no certificate: " + said.strip());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while certificates were made", stopped);
        }
    }
}
