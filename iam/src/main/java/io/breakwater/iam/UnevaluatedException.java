package io.breakwater.iam;

/// A policy or a call has something that this evaluator does not know, so there is no decision.
final class UnevaluatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnevaluatedException(String message) {
        super(message);
    }
}
