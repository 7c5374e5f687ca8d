package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.EmbeddingBodies;
import io.breakwater.dialect.body.EmbeddingModel;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Capacity;
import io.breakwater.model.Geography;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Terms;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Embeddings of several texts by a model that takes one text per call: all of these calls are one
/// request.
final class BatchedTextsTest {
    private static final ModelCard TITAN_CARD = new ModelCard(
            new ModelId("amazon.titan-embed-text-v2:0"), "Titan Text Embeddings V2", 8_192, 1_024, 1, Set.of());
    private static final Profile TITAN =
            Sample.profile("amazon.titan-embed-text-v2:0", TITAN_CARD, Geography.US, new Price(20_000, 0, 0, 0));
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, TITAN);
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.USD_PER_MONTH, 1_000_000_000_000L);

    private final PlayedGateway world = new PlayedGateway(LIMITS, Sample.route(List.of(A)));

    private static ModelCall of(String... texts) {
        return new ModelCall(
                Sample.SONNET,
                false,
                new EmbeddingBodies(List.of(texts), OptionalInt.of(256), EmbeddingModel.Purpose.SEARCH_DOCUMENT),
                OptionalLong.empty());
    }

    private static Attempted vector(long tokens, String numbers) {
        ObjectNode answer = Samples.json("{\"embedding\": [" + numbers + "]}");
        return new Attempted.Whole(answer, TokenUsage.of(tokens, 0));
    }

    private GatewayEvent.RequestEnded ended() {
        return world.events(GatewayEvent.RequestEnded.class).getLast();
    }

    @Test
    void each_text_is_a_call_and_all_vectors_are_one_answer_in_the_order_of_the_texts() throws Exception {
        world.transport.on(A, vector(3, "1")).on(A, vector(4, "2")).on(A, vector(5, "0.5"));
        FakeClient client = world.serve(of("one", "two", "three"));

        JsonNode answer = Samples.json(client.text());
        assertThat(answer.path("embeddings"))
                .extracting(JsonNode::asText)
                .as("little-endian numbers of four bytes, in base64")
                .containsExactly("AACAPw==", "AAAAQA==", "AAAAPw==");
        assertThat(answer.path("inputTokens").asLong()).isEqualTo(12);
        assertThat(world.transport.requests)
                .extracting(request -> request.body().json().path("inputText").asText())
                .containsExactly("one", "two", "three");
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("3");
        assertThat(client.header("x-breakwater-max-tokens"))
                .as("nothing is written")
                .isEmpty();
    }

    @Test
    void the_tenant_counts_one_request_and_pays_for_each_text_what_its_call_reports() throws Exception {
        world.transport.on(A, vector(3, "1")).on(A, vector(4, "2"));
        world.serve(of("one", "two"));

        assertThat(world.tenantStanding().requests().remaining()).isEqualTo(59);
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(7);
        assertThat(world.tenantStanding().nanoUsdThisMonth()).isEqualTo(7 * 20);
        assertThat(world.targetStanding(A).requests().remaining()).isEqualTo(98);
        assertThat(world.targetStanding(A).tokens().remaining()).isEqualTo(100_000 - 7);
        assertThat(world.settled()).isTrue();
        assertThat(ended().served().chargedTokens()).isEqualTo(7);
    }

    @Test
    void each_call_reserves_at_its_target_its_own_part_of_the_estimated_tokens() throws Exception {
        long[] held = new long[2];
        world.transport
                .on(A, () -> {
                    held[0] = 100_000 - world.targetStanding(A).tokens().remaining();
                    return vector(0, "1");
                })
                .on(A, () -> {
                    held[1] = 100_000 - world.targetStanding(A).tokens().remaining();
                    return vector(0, "2");
                });
        world.serve(of("a".repeat(40), "b".repeat(400)));

        assertThat(held[0]).isPositive().isLessThan(held[1]);
    }

    @Test
    void the_first_that_fails_ends_it_and_no_other_begins_and_what_was_made_is_paid() throws Exception {
        world.transport.on(A, vector(3, "1")).on(A, PlayedGateway.failed(new Outcome.Rejected("too strange")));
        FakeClient client = world.serve(of("one", "two", "three"));

        assertThat(client.text()).isEqualTo("UpstreamRejected");
        assertThat(world.transport.called).hasSize(2);
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(3);
        assertThat(ended().served().chargedTokens()).isEqualTo(3);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_call_that_was_given_up_is_charged_as_reserved_beside_what_was_made() throws Exception {
        world.transport.on(A, vector(3, "1"));
        for (int call = 0; call < 3; call++) {
            world.transport.on(A, PlayedGateway.failed(new Outcome.ModelTimedOut()));
        }
        world.serve(of("one", "two", "three"));

        assertThat(ended().served().abandoned()).isNotEmpty().containsOnly(A.target());
        assertThat(world.tenantStanding().tokensToday()).isGreaterThan(3);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void an_answer_without_a_vector_for_its_text_is_none_and_is_paid() throws Exception {
        world.transport.on(A, vector(3, "1")).on(A, vector(4, ""));
        FakeClient client = world.serve(of("one", "two", "three"));

        assertThat(client.text()).isEqualTo("UpstreamFailed");
        assertThat(ended().cause().orElseThrow().reason()).isEqualTo("not a vector for each text");
        assertThat(world.transport.called).hasSize(2);
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(7);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_defect_in_one_call_ends_it_after_what_runs_and_what_was_made_is_paid() {
        IllegalStateException defect = new IllegalStateException("must not happen");
        world.transport.on(A, vector(3, "1")).on(A, () -> {
            throw defect;
        });

        assertThatThrownBy(() -> world.serve(of("one", "two", "three"))).hasCause(defect);
        assertThat(world.transport.called).hasSize(2);
        assertThat(world.tenantStanding().tokensToday()).isGreaterThanOrEqualTo(3);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void room_that_is_lacking_for_one_of_several_is_not_waited_for_since_others_may_have_been_answered()
            throws Exception {
        RoutedTarget small = Sample.target("a", Sample.EAST, TITAN, new Capacity(1, 0));
        PlayedGateway narrow =
                new PlayedGateway(Terms.of(LIMITS).waiting(Duration.ofMinutes(3)), Sample.route(List.of(small)));
        narrow.transport.on(small, vector(3, "1"));
        FakeClient client =
                narrow.serveWaiting(Duration.ofMinutes(3), of("one", "two"), new FakeClient(), Duration.ofMinutes(4));

        assertThat(client.text()).isEqualTo("UpstreamThrottled");
        assertThat(narrow.instant()).isEqualTo(Sample.NOW);
        assertThat(narrow.transport.called).hasSize(1);
        assertThat(narrow.settled()).isTrue();
    }

    @Test
    void a_body_in_the_models_own_language_is_one_call_and_its_answer_is_passed_on_as_it_is() throws Exception {
        EmbeddingBodies own = EmbeddingBodies.invoked(Samples.json("{\"inputText\": \"one\"}"))
                .orElseThrow();
        world.transport.on(A, vector(3, "0.5"));
        FakeClient client = world.serve(new ModelCall(Sample.SONNET, false, own, OptionalLong.empty()));

        assertThat(client.text()).isEqualTo("{\"embedding\":[0.5]}");
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(3);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void each_of_several_texts_has_the_models_context_for_itself() throws Exception {
        ModelCard narrow = new ModelCard(TITAN_CARD.id(), TITAN_CARD.name(), 1_030, 1_024, 1, Set.of());
        Profile profile = Sample.profile(TITAN.id().value(), narrow, TITAN.geography(), TITAN.price());
        RoutedTarget target = PlayedGateway.target("a", Sample.EAST, profile);
        PlayedGateway small = new PlayedGateway(LIMITS, Sample.route(List.of(target)));
        small.transport.on(target, vector(3, "1")).on(target, vector(3, "2"));

        assertThat(small.serve(of("one", "two")).reply().status()).isEqualTo(200);
    }

    @Test
    void of_a_call_that_was_given_up_the_longest_text_is_charged_at_most() throws Exception {
        for (int call = 0; call < 3; call++) {
            world.transport.on(A, PlayedGateway.failed(new Outcome.ModelTimedOut()));
        }
        world.inputTokens = 110;
        world.serve(of("a".repeat(40), "b".repeat(400)));

        assertThat(ended().served().abandoned()).hasSize(1);
        assertThat(world.tenantStanding().tokensToday()).isBetween(1_024L + 90, 1_024L + 110 * 5);
    }
}
