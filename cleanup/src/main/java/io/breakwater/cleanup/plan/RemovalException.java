package io.breakwater.cleanup.plan;

import java.io.Serial;

/// A resource that would not go; its message is what AWS said.
public final class RemovalException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public RemovalException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
