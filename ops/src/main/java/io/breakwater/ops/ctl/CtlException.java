package io.breakwater.ops.ctl;

/// A command cannot do its work; the message is for the operator.
sealed class CtlException extends RuntimeException permits Misuse {
    private static final long serialVersionUID = 1L;

    CtlException(String message) {
        super(message);
    }

    CtlException(String message, Throwable cause) {
        super(message, cause);
    }
}
