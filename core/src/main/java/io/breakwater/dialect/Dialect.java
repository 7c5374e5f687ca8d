package io.breakwater.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A language that clients speak. It translates and has no state; nothing here calls, waits or reads a clock.
public interface Dialect {

    /// Reads a request into canonical form, or says by name what is wrong with it.
    Decoded decode(ApiRequest request);

    /// Writes a whole Converse answer.
    ApiReply answer(ModelCall call, ObjectNode converse, Answered answered);

    /// Begins a streamed answer.
    AnswerStream stream(ModelCall call, Answered answered);

    /// Writes a refusal in the dialect's own error shape. Neither an account, an ARN nor a Region shows in it.
    ApiReply refuse(Refusal refusal, String requestId);
}
