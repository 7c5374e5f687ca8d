package io.breakwater.ops.costs;

/// The month cannot be compared; the message is for the operator.
final class CostsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CostsException(String message) {
        super(message);
    }

    CostsException(String message, Throwable cause) {
        super(message, cause);
    }
}
