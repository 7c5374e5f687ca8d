package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.model.Feature;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import io.breakwater.model.Topology;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Planner;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is decided about a request before anything is reserved for it.
final class PreparationTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final Guardrails SET = new Guardrails(
            List.of(Sample.guardrail("set", Map.of(Sample.place(A.target()), new Guardrail.Copy("gr1", "3")))));

    private final PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));

    private Prepared prepared(Preparation preparation, Tenant tenant, ModelCall call) {
        return ((Validated.Valid<Prepared>) preparation.prepare(tenant, call, world.instant())).value();
    }

    private Prepared prepared(ModelCall call) {
        return prepared(world.preparation, world.tenant, call);
    }

    private Preparation of(Tenant tenant, Route route, Guardrails guardrails, boolean namesTenants) {
        return new Preparation(
                new Topology(
                        "local", Map.of(tenant.id(), tenant), Map.of(Sample.SONNET, route), guardrails, namesTenants),
                new Planner(world.health, world.targets, new SplittableRandom(42)),
                new InputEstimates(_ -> PlayedGateway.INPUT_TOKENS),
                new LearnedBounds(world.tenantItems));
    }

    @Test
    void what_a_probe_in_need_may_cost_is_reserved_as_well_where_that_target_is_the_dearest() {
        RoutedTarget haiku = PlayedGateway.target("b", Sample.WEST, Sample.HAIKU_US);
        PlayedGateway left = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A), List.of(haiku)));
        left.health.observe(
                A.target(), new Verdict(new Outcome.Misconfigured("no access"), left.instant(), left.instant()));
        left.pass(Duration.ofSeconds(31));
        Prepared ready = ((Validated.Valid<Prepared>)
                        left.preparation.prepare(left.tenant, PlayedGateway.call(false, 100), left.instant()))
                .value();

        assertThat(ready.plan().candidates()).extracting(Candidate::routed).containsExactly(haiku);
        assertThat(ready.plan().inNeed()).map(Candidate::routed).contains(A);
        assertThat(ready.mayCost(A)).isNotEqualTo(ready.mayCost(haiku));
        assertThat(ready.demand()).isEqualTo(ready.mayCost(A).atLeast(ready.mayCost(haiku)));
    }

    /// A request whose body says what it was told about the environment.
    private record TellingBodies(String told) implements ModelBodies {
        @Override
        public BodyChoice of(ModelCard model) {
            return new BodyChoice.Spoken(
                    ConverseBody.of(JsonNodeFactory.instance.objectNode().put("told", told)));
        }

        @Override
        public ModelBodies guarded() {
            return new TellingBodies(told + " guarded");
        }

        @Override
        public ModelBodies naming() {
            return new TellingBodies(told + " naming");
        }
    }

    private String told(Guardrails guardrails, boolean namesTenants) {
        ModelCall call = new ModelCall(Sample.SONNET, false, new TellingBodies("it is"), OptionalLong.of(9));
        return prepared(of(world.tenant, world.route, guardrails, namesTenants), world.tenant, call)
                .body(A)
                .json()
                .path("told")
                .asText();
    }

    @Test
    void a_request_is_put_in_words_that_a_guardrail_reads_and_that_name_its_tenant_only_where_they_have_to() {
        assertThat(told(Guardrails.NONE, false)).isEqualTo("it is");
        assertThat(told(SET, false)).isEqualTo("it is guarded");
        assertThat(told(Guardrails.NONE, true)).isEqualTo("it is naming");
        assertThat(told(SET, true)).isEqualTo("it is naming guarded");
    }

    /// A request that counts how often a model's form of it is decided.
    private static final class CountedBodies implements ModelBodies {
        private int decided;

        @Override
        public BodyChoice of(ModelCard model) {
            decided++;
            return new BodyChoice.Spoken(ConverseBody.of(JsonNodeFactory.instance.objectNode()));
        }
    }

    @Test
    void the_form_of_a_request_is_decided_once_for_each_model_however_many_targets_have_it() {
        List<RoutedTarget> eight = Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
                .map(shard -> PlayedGateway.target(shard, Sample.EAST, Sample.SONNET_US))
                .toList();
        CountedBodies bodies = new CountedBodies();

        Prepared ready = prepared(
                of(Sample.tenant(Limits.UNLIMITED), Sample.route(eight), Guardrails.NONE, false),
                Sample.tenant(Limits.UNLIMITED),
                of(bodies));
        eight.forEach(ready::body);

        assertThat(bodies.decided).isEqualTo(1);
    }

    private static ModelCall of(ModelBodies bodies) {
        return new ModelCall(Sample.SONNET, false, bodies, OptionalLong.of(9));
    }

    private static ModelCall goingOn(long stored) {
        ResponsesBody body = ResponsesBody.of(
                JsonNodeFactory.instance.objectNode(), List.of(), new ResponsesBody.Storing(true, stored));
        return of(_ -> new BodyChoice.Spoken(body));
    }

    @Test
    void what_was_learnt_of_a_tenants_texts_is_applied_to_what_is_new_and_not_once_more_to_what_is_stored() {
        Prepared ready = prepared(goingOn(0));
        for (int count = 0; count < 100; count++) {
            world.preparation.learn(ready, A, TokenUsage.of(2 * PlayedGateway.INPUT_TOKENS, 1));
        }

        assertThat(prepared(goingOn(0)).sizing().inputTokens()).isBetween(52L, 54L);
        assertThat(prepared(goingOn(20)).sizing().inputTokens())
                .as("20 as they are, and twice the other 6")
                .isBetween(32L, 34L);
        assertThat(prepared(goingOn(1_000)).sizing().inputTokens())
                .as("all of it")
                .isEqualTo(PlayedGateway.INPUT_TOKENS);
    }

    private static Tenant named(String id) {
        Tenant usual = Sample.tenant(Limits.UNLIMITED);
        return Sample.named(new TenantId(id), usual.failMode(), usual);
    }

    private static ModelCall cached(String words) {
        ObjectNode json = Samples.json(
                "{\"system\": [{\"text\": \"" + words + "\"}, {\"cachePoint\": {\"type\": \"default\"}}]}");
        return of(ConverseBody.of(json));
    }

    /// The id of this tenant is so short that few bits of it differ from zero; nothing may depend on
    /// them.
    @Test
    void the_prefixes_of_a_tenant_are_spread_over_all_targets_and_each_stays_where_it_is() {
        RoutedTarget caching =
                PlayedGateway.sonnet(Set.of(Feature.SYSTEM, Feature.CACHING), Sample.SONNET_CARD.operations());
        List<RoutedTarget> eight = Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
                .map(shard -> PlayedGateway.target(shard, Sample.EAST, caching.profile()))
                .toList();
        Tenant tenant = named("a");
        Preparation preparation = of(tenant, Sample.route(eight), Guardrails.NONE, false);
        Set<String> chosen = new HashSet<>();
        for (int prefix = 0; prefix < 100; prefix++) {
            String first = first(preparation, tenant, "prefix " + prefix);
            assertThat(first(preparation, tenant, "prefix " + prefix)).isEqualTo(first);
            chosen.add(first);
        }

        assertThat(chosen).hasSize(8);
    }

    private String first(Preparation preparation, Tenant tenant, String words) {
        return prepared(preparation, tenant, cached(words))
                .plan()
                .candidates()
                .getFirst()
                .target()
                .label();
    }
}
