package io.breakwater.control;

/// Tells API Gateway to answer 401: it looks for exactly this message ("Output from an API Gateway Lambda
/// authorizer", API Gateway Developer Guide).
final class UnauthorizedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnauthorizedException() {
        super("Unauthorized", null, false, false);
    }
}
