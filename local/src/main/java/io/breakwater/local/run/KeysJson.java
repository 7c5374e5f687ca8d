package io.breakwater.local.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.model.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Files of `{tenant: key}`.
final class KeysJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The keys in the file; none if it is not there.
    ///
    /// @throws IOException if it is there and cannot be read; the message says which file, and what to do
    static Map<String, String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("The file " + file
                    + " with the tenants' keys is not a plain file; move it away, and new keys are created");
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), new TypeReference<>() {});
        } catch (JsonProcessingException notKeys) {
            throw new IOException(
                    "The file " + file + " has no tenants' keys as JSON, {\"tenant\": \"key\"} (it has "
                            + Files.size(file) + " bytes); restore it, or move it away, and new keys are created",
                    notKeys);
        }
    }

    /// Writes `{tenant: key}` so that only the owner can read it.
    static void write(Path file, Map<TenantId, String> keys) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        keys.forEach((tenant, key) -> texts.put(tenant.value(), key));
        PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(texts));
    }

    private KeysJson() {}
}
