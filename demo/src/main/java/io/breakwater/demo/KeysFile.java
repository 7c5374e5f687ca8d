package io.breakwater.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The file of API keys that `scripts/local --keys-file` writes: `{tenant: key}`.
final class KeysFile {

    /// @throws DemoException if the file cannot be read, or lacks one of the tenants
    static Map<String, String> read(Path file, List<String> tenants) throws DemoException {
        Map<String, String> keys = keys(file);
        for (String tenant : tenants) {
            if (!keys.containsKey(tenant)) {
                throw DemoException.badUse(
                        "The keys file %s has no key for tenant %s; it has %s".formatted(file, tenant, keys.keySet()));
            }
        }
        return keys;
    }

    private static Map<String, String> keys(Path file) throws DemoException {
        try {
            return new ObjectMapper().readValue(Files.readString(file), new TypeReference<Map<String, String>>() {});
        } catch (JacksonException notKeys) {
            throw DemoException.badUse("The keys file " + file + " is not a JSON object of tenants and their keys");
        } catch (IOException unreadable) {
            throw DemoException.badUse("The keys file " + file + " cannot be read: " + unreadable);
        }
    }

    private KeysFile() {}
}
