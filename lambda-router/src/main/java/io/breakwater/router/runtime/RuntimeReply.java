package io.breakwater.router.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// One answer of the Runtime API.
///
/// @param headers by name, whatever its case
@SuppressWarnings("ArrayRecordComponent") // never compared
record RuntimeReply(int status, Map<String, String> headers, byte[] body) {
    private static final int SHOWN_BYTES = 300;

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// @throws IOException if the API left the header out
    String required(String name) throws IOException {
        return header(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IOException("the Runtime API sent an invocation without the header " + name));
    }

    /// Whether the other side closes the connection after this answer.
    boolean closes() {
        return header("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }

    boolean accepted() {
        return status >= 200 && status < 300;
    }

    /// Status and start of the body, for a message to a person.
    String summary() {
        return status + " " + new String(body, 0, Math.min(body.length, SHOWN_BYTES), StandardCharsets.UTF_8);
    }
}
