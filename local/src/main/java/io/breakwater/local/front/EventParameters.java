package io.breakwater.local.front;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters with one or several values, in the two forms of events.
final class EventParameters {

    /// Whether this is a query string that can be decoded.
    static boolean isQuery(@Nullable String query) {
        try {
            query(query);
            return true;
        } catch (IllegalArgumentException wronglyEncoded) {
            return false;
        }
    }

    /// A query string, decoded.
    static Map<String, List<String>> query(@Nullable String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!name.isEmpty()) {
                values.computeIfAbsent(form(name), _ -> new ArrayList<>()).add(form(value));
            }
        }
        return values;
    }

    /// The last value of each name.
    static Map<String, String> last(Map<String, List<String>> values) {
        Map<String, String> last = new LinkedHashMap<>();
        values.forEach((name, all) -> last.put(name, all.getLast()));
        return last;
    }

    /// A path, decoded; a plus sign is itself.
    static String path(String encoded) {
        return form(encoded.replace("+", "%2B"));
    }

    private static String form(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private EventParameters() {}
}
