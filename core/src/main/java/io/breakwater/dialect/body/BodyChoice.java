package io.breakwater.dialect.body;

import io.breakwater.model.RequestPart;
import java.util.Optional;

/// Whether a model can be sent a request, and in which form.
public sealed interface BodyChoice {

    record Spoken(ModelBody body) implements BodyChoice {}

    /// The model has no API that can carry the request.
    ///
    /// @param why the reason for the caller and the plan, such as `the model has no operation converse`
    /// @param about the part of the request at fault, if it is one
    record NotSpoken(String why, Optional<RequestPart> about) implements BodyChoice {

        public NotSpoken(String why) {
            this(why, Optional.empty());
        }
    }
}
