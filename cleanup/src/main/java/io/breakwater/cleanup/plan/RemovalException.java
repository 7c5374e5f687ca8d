package io.breakwater.cleanup.plan;

import java.io.Serial;

/// A resource could not be removed; the message is AWS's.
public final class RemovalException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public RemovalException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
