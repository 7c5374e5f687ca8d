package io.breakwater.demo;

import java.util.Optional;

/// How one request ended.
///
/// @param status the HTTP status, 0 when no answer came
/// @param retryAfter the header as it was sent
/// @param trouble the message of the error, empty for an answer
public record DemoAnswer(
        String tenant,
        int status,
        Optional<String> model,
        Optional<TargetName> target,
        Optional<String> retryAfter,
        String trouble) {
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    static DemoAnswer none(String tenant, String trouble) {
        return new DemoAnswer(tenant, 0, Optional.empty(), Optional.empty(), Optional.empty(), trouble);
    }

    public boolean succeeded() {
        return status == OK;
    }

    boolean rateLimited() {
        return status == TOO_MANY_REQUESTS;
    }

    boolean failed() {
        return !succeeded() && !rateLimited();
    }

    /// Whether the answer says when to retry: whole seconds, at least 1.
    boolean saysWhen() {
        return retryAfter.filter(text -> text.matches("[1-9]\\d{0,8}")).isPresent();
    }
}
