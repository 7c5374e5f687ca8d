package io.breakwater.ops.ctl;

/// What was typed cannot be meant, whatever the gateway would say; the message is for the operator.
final class Misuse extends CtlException {
    private static final long serialVersionUID = 1L;

    Misuse(String message) {
        super(message);
    }

    Misuse(String message, Throwable cause) {
        super(message, cause);
    }
}
