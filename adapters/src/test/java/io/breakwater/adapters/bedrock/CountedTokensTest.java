package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls of CountTokens: what is sent, and how the answer is read.
class CountedTokensTest {
    private final ToldBedrock bedrock = new ToldBedrock();
    private final ToldCalls calls = new ToldCalls(bedrock, "us.anthropic.claude-haiku-4-5-20251001-v1:0");

    @AfterEach
    void close() {
        calls.close();
    }

    private static ObjectNode asked() {
        return JsonNodeFactory.instance
                .objectNode()
                .put(MessagesBody.VERSION, MessagesBody.BEDROCKS_VERSION)
                .put("max_tokens", 1);
    }

    @Test
    void the_model_is_asked_by_its_own_id_with_the_body_in_base64() {
        bedrock.answers(200, "{\"inputTokens\":42}");

        assertThat(calls.counted(MessagesBody.of(asked()).counted().orElseThrow()))
                .isEqualTo(new Attempted.Whole(
                        JsonNodeFactory.instance.objectNode().put("inputTokens", 42), TokenUsage.NONE));
        assertThat(bedrock.asked().encodedPath())
                .isEqualTo("/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/count-tokens");
        assertThat(bedrock.asked().firstMatchingHeader("Authorization").orElseThrow())
                .contains("/us-east-1/bedrock/aws4_request");
        assertThat(bedrock.sent())
                .isEqualTo(
                        "{\"input\":{\"invokeModel\":{\"body\":\"eyJhbnRocm9waWNfdmVyc2lvbiI6ImJlZHJvY2stMjAyMy0wNS0zMSIsIm1heF90b2tlbnMiOjF9\"}}}");
    }

    @Test
    void a_refusal_is_no_count() {
        bedrock.answers(403, "{\"message\":\"is not authorized to perform: bedrock:CountTokens\"}");
        ObjectNode converse = JsonNodeFactory.instance.objectNode();
        converse.putArray("messages");

        assertThat(calls.counted(ConverseBody.of(converse).counted().orElseThrow()))
                .isInstanceOfSatisfying(
                        Attempted.Failed.class,
                        failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.class));
        assertThat(bedrock.sent()).isEqualTo("{\"input\":{\"converse\":{\"messages\":[]}}}");
    }
}
