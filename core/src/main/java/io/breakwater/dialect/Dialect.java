package io.breakwater.dialect;

/// A language that clients speak. A dialect translates and has no state; it never calls, waits or reads
/// a clock.
public interface Dialect {

    /// Reads a request, or names what is wrong with it.
    Decoded decode(ApiRequest request, NameResolver names);

    /// Reads a request whose model is named by its alias.
    default Decoded decode(ApiRequest request) {
        return decode(request, ModelNames::alias);
    }

    /// Writes the refusal of a request that could not be read, in the dialect's own error shape. It
    /// shows no account, ARN or Region.
    ApiReply refuse(Refusal refusal, String requestId);
}
