package io.breakwater.control.tenants;

import org.jspecify.annotations.Nullable;

/// A step towards the configured tenants failed; the message says which, why, and what to do.
public final class ProvisioningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProvisioningException(String message) {
        this(message, null);
    }

    ProvisioningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
