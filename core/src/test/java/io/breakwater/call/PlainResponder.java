package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.ModelEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The smallest responder: a refusal's body is its kind, a frame is the type of its event, and all of Bedrock's
/// headers are its client's too.
public final class PlainResponder implements Responder {
    /// What it was told about the models that answered, whole or as a stream.
    final List<Answered> answers = new ArrayList<>();

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        answers.add(answered);
        return reply(200, answer.toString());
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        byte[] body = refusal.label().getBytes(StandardCharsets.UTF_8);
        return new ApiReply(400, ReplyHeaders.ofRefusal(refusal, requestId), body);
    }

    private static ApiReply reply(int status, String body) {
        return new ApiReply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, String> passing(Map<String, String> answered) {
        return answered;
    }

    @Override
    public AnswerStream stream(Answered answered) {
        answers.add(answered);
        return new AnswerStream() {
            @Override
            public String contentType() {
                return "text/plain";
            }

            @Override
            public List<Frame> keepAlive() {
                return frame("alive");
            }

            @Override
            public List<Frame> on(ModelEvent event) {
                if (event.payload().path("delta").path("text").asText().equals("defect")) {
                    throw new IllegalStateException("a defect of the dialect");
                }
                return frame(event.type());
            }

            @Override
            public List<Frame> end() {
                return frame("end");
            }

            @Override
            public List<Frame> broken(Refusal refusal) {
                return frame("broken");
            }
        };
    }

    private static List<Frame> frame(String data) {
        return List.of(new Frame.ServerSent(Optional.empty(), data));
    }
}
