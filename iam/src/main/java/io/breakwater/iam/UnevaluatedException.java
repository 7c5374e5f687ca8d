package io.breakwater.iam;

/// Something in a policy or a call that this evaluator does not know: nothing is said of what is allowed then.
final class UnevaluatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnevaluatedException(String message) {
        super(message);
    }
}
