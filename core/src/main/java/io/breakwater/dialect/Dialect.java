package io.breakwater.dialect;

/// A language that clients speak. It translates and has no state; nothing here calls, waits or reads a clock.
public interface Dialect {

    /// Reads a request, or says by name what is wrong with it.
    Decoded decode(ApiRequest request, NameResolver names);

    /// Reads a request whose model is named by its alias.
    default Decoded decode(ApiRequest request) {
        return decode(request, ModelNames::alias);
    }

    /// Writes the refusal of a request that was not read, in the dialect's own error shape. Neither an account, an ARN
    /// nor a Region shows in it.
    ApiReply refuse(Refusal refusal, String requestId);
}
