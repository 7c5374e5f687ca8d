package io.breakwater.dialect.body;

/// Whether a request can be put to a model, and how.
public sealed interface BodyChoice {

    record Spoken(ModelBody body) implements BodyChoice {}

    /// The model speaks no language in which the request can be put.
    ///
    /// @param why for the caller and the plan, such as `the model has no operation converse`
    record NotSpoken(String why) implements BodyChoice {}
}
