package io.breakwater.router.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Status and headers as API Gateway and function URLs read them ahead of a streamed body: JSON, then 8 NUL bytes
/// ("Set up a Lambda proxy integration with payload response streaming", API Gateway guide).
record Prelude(int statusCode, Map<String, String> headers) {
    private static final int SEPARATOR_NULS = 8;
    private static final JsonMapper JSON = new JsonMapper();
    /// RFC 9110, 5.6.2: a token.
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /// A line break would let a value add headers of its own; half a surrogate pair is no text.
    private static final Pattern REFUSED_IN_VALUE = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F\\p{Cs}]");

    Prelude {
        if (statusCode < 200 || statusCode > 599) {
            throw new IllegalArgumentException("status is " + statusCode + "; a final status is from 200 to 599");
        }
        headers.forEach(Prelude::check);
        headers = new TreeMap<>(headers);
    }

    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("header name '" + printable(name) + "' is not an HTTP token");
        }
        if (REFUSED_IN_VALUE.matcher(value).find()) {
            throw new IllegalArgumentException("the value of header '" + name
                    + "' has a line break, control character or half a character; remove it");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    byte[] bytes() {
        try {
            byte[] json = JSON.writeValueAsBytes(this);
            return Arrays.copyOf(json, json.length + SEPARATOR_NULS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a number and texts are always JSON", e);
        }
    }
}
