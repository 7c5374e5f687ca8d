package io.breakwater.router.runtime;

import java.io.IOException;

/// The Runtime API answered a request with a status that does not let the loop go on as planned.
final class ApiRefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int CONTAINER_ERROR = 500;

    private final int status;

    ApiRefusedException(String path, RuntimeReply reply) {
        super("the Runtime API answered " + path + " with " + reply.summary());
        this.status = reply.status();
    }

    /// "Non-recoverable state. Runtime should exit promptly" (Runtime API reference).
    boolean isFinal() {
        return status == CONTAINER_ERROR;
    }
}
