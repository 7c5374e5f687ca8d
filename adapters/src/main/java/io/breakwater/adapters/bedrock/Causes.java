package io.breakwater.adapters.bedrock;

/// Describes exceptions.
final class Causes {

    /// The type and the message of the innermost cause, which names the actual failure:
    /// `ConnectException: Connection refused`.
    static String describe(Throwable trouble) {
        Throwable cause = trouble;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private Causes() {}
}
