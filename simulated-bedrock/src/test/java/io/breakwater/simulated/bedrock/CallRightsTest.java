package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.simulated.bedrock.CallRights.Asked;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;

/// A call needs rights that another control plane decides on.
@Timeout(60)
class CallRightsTest {

    @Test
    void a_call_is_asked_about_with_its_action_and_the_arn_of_what_it_calls_and_denied_in_iams_words() {
        List<Asked> asked = new CopyOnWriteArrayList<>();
        try (Fixture fixture = Fixture.changed(settings -> settings.withRights(call -> {
                    asked.add(call);
                    return call.resource().contains(":application-inference-profile/");
                }));
                BedrockRuntimeClient client = fixture.client()) {
            client.converse(Fixture.asking(Fixture.APPLICATION, "hello"));
            assertThatThrownBy(() -> client.converse(Fixture.asking("hello")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(
                            "not authorized to perform: bedrock:InvokeModel", "inference-profile/" + SONNET);
        }
        assertThat(asked)
                .containsExactly(
                        new Asked("111111111111", "us-east-1", "bedrock:InvokeModel", Fixture.APPLICATION),
                        new Asked(
                                "111111111111",
                                "us-east-1",
                                "bedrock:InvokeModel",
                                "arn:aws:bedrock:us-east-1:111111111111:inference-profile/" + SONNET));
    }
}
