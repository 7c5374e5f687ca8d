package io.breakwater.ops.ctl;

/// What keeps a command from doing its work; the message is for the operator.
final class CtlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CtlException(String message) {
        super(message);
    }

    CtlException(String message, Throwable cause) {
        super(message, cause);
    }
}
