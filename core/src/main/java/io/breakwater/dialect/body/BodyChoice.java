package io.breakwater.dialect.body;

/// Whether a model can be sent a request, and in which form.
public sealed interface BodyChoice {

    record Spoken(ModelBody body) implements BodyChoice {}

    /// The model has no API that can carry the request.
    ///
    /// @param why the reason for the caller and the plan, such as `the model has no operation converse`
    record NotSpoken(String why) implements BodyChoice {}
}
