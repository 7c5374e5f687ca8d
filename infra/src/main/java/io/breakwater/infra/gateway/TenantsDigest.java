package io.breakwater.infra.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// What an environment's file says of its tenants and plans, as SHA-256: another one means that something about them
/// has changed. Comments and layout do not count.
public final class TenantsDigest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private TenantsDigest() {}

    /// The digest of an environment's file.
    public static String of(Path environment) {
        try {
            JsonNode file = YAML.readTree(environment.toFile());
            String tenants = file.path("plans") + "\n" + file.path("tenants");
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(tenants.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + environment, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256, which every one must have", e);
        }
    }
}
