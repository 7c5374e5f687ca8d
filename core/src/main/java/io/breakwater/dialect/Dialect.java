package io.breakwater.dialect;

import io.breakwater.surface.ClientFamily;

/// A language that clients speak. A dialect translates and has no state; it never calls, waits or reads
/// a clock.
public interface Dialect {

    /// Whose clients speak it.
    ClientFamily clients();

    /// Whether a request is in this dialect, as its path and headers say: usually if the path is one of
    /// its clients'. A path that nobody answers is in a dialect too, that of its refusal.
    default boolean isSpoken(ApiRequest request) {
        return ClientFamily.of(request.path()) == clients();
    }

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
