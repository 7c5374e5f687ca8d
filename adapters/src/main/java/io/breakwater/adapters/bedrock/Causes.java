package io.breakwater.adapters.bedrock;

/// What to say of exceptions.
final class Causes {

    /// The kind and the text of the innermost cause, which names the trouble: `ConnectException: Connection
    /// refused`.
    static String describe(Throwable trouble) {
        Throwable cause = trouble;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private Causes() {}
}
