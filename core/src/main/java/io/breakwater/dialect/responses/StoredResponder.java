package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.SealedIds;
import io.breakwater.dialect.SealedIds.StoredAt;
import io.breakwater.dialect.body.BodyChoice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/// Answers a question about a stored response, with the id from the question.
///
/// @param asked the id as the client sent it
public record StoredResponder(SealedIds ids, StoredAt stored, String asked) implements Responder {

    /// The responder for an id, if it is one of the tenant's responses.
    public static Optional<StoredResponder> of(SealedIds ids, String asked) {
        return ids.open(asked)
                .filter(stored -> stored.id().startsWith("resp_"))
                .map(stored -> new StoredResponder(ids, stored, asked));
    }

    /// The refusal of an id under which nothing is stored for the tenant.
    public static Refusal notFound(String asked) {
        return StoredContext.notFound(asked, Optional.empty());
    }

    /// The call, bound to the target that has the response; no model is asked.
    public ModelCall call() {
        return new ModelCall(
                        stored.alias(),
                        false,
                        _ -> new BodyChoice.NotSpoken("nothing is asked of a model"),
                        OptionalLong.empty())
                .from(Optional.of(stored.target()));
    }

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        ObjectNode own = StoredAnswer.whole(ids, stored.alias(), stored.target(), answer, stored.tokens())
                .response(answer)
                .put("id", asked);
        ObjectNode told = answered.aliased() && own.has("model") ? ResponsesResponder.named(own, answered) : own;
        return new ApiReply(
                200,
                ReplyHeaders.ofAnswer(answered.requestId()),
                told.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public AnswerStream stream(Answered answered) {
        throw new IllegalStateException("what is stored is told whole");
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return ResponsesErrors.reply(refusal, requestId);
    }
}
