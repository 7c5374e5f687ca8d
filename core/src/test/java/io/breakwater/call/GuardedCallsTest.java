package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.dialect.AskedGuardrail;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Guardrail.Copy;
import io.breakwater.model.Guardrail.Place;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Shares;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which guardrail checks a call, and which parts of the call are sent to it.
class GuardedCallsTest {
    private static final Tenant SEARCH = Sample.tenant(Limits.UNLIMITED);
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final ModelCall PLAIN = PlayedGateway.call(false, 9);

    private static Guardrail guardrail(String name, boolean onRequest) {
        return new Guardrail(
                name,
                Set.of(),
                Set.of(),
                Set.of(),
                onRequest,
                Guardrail.Trace.DISABLED,
                false,
                Map.of(new Place(new ShardId("a"), Sample.EAST), new Copy("gr1", "3", Optional.empty())));
    }

    private static ModelCall asking(String identifier, Optional<String> version) {
        return new ModelCall(
                PLAIN.alias(),
                PLAIN.stream(),
                PLAIN.bodies(),
                PLAIN.maxTokens(),
                Optional.of(new AskedGuardrail(
                        "guardrailConfig.guardrailIdentifier",
                        identifier,
                        version,
                        Optional.of(Guardrail.Trace.ENABLED),
                        Optional.of(true),
                        Optional.empty())));
    }

    private static ModelCall marking(String identifier) {
        return new ModelCall(
                PLAIN.alias(),
                PLAIN.stream(),
                PLAIN.bodies(),
                PLAIN.maxTokens(),
                Optional.of(new AskedGuardrail(
                        "guardrailConfig.guardrailIdentifier",
                        identifier,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("messages[0].content[0].guardContent"))));
    }

    private static Validated<Optional<AppliedGuardrail>> guarding(ModelCall call, Guardrail... guardrails) {
        return Guarding.of(new Guardrails(List.of(guardrails)), SEARCH, call);
    }

    private static Optional<AppliedGuardrail> applied(ModelCall call, Guardrail... guardrails) {
        return switch (guarding(call, guardrails)) {
            case Validated.Valid<Optional<AppliedGuardrail>>(Optional<AppliedGuardrail> guardrail) -> guardrail;
            case Validated.Refused<Optional<AppliedGuardrail>>(Refusal refusal) -> throw new AssertionError(refusal);
        };
    }

    private static String refused(ModelCall call, Guardrail... guardrails) {
        return switch (guarding(call, guardrails)) {
            case Validated.Valid<Optional<AppliedGuardrail>> passed -> throw new AssertionError(passed);
            case Validated.Refused<Optional<AppliedGuardrail>>(Refusal refusal) -> refusal.message();
        };
    }

    @Test
    void a_mark_narrows_a_guardrail_of_the_callers_own_and_never_the_one_that_is_set() {
        assertThat(refused(marking("set"), guardrail("set", false)))
                .startsWith("messages[0].content[0].guardContent cannot restrict");
        assertThat(applied(marking("own"), guardrail("own", true))).isPresent();
    }

    @Test
    void a_guardrail_of_other_tenants_is_not_to_be_had_by_name() {
        Guardrail theirs = new Guardrail(
                "theirs",
                Set.of(),
                Set.of(),
                Set.of(new TenantId("clinic")),
                true,
                Guardrail.Trace.DISABLED,
                false,
                Map.of(new Place(new ShardId("a"), Sample.EAST), new Copy("gr1", "3", Optional.empty())));
        assertThat(refused(asking("theirs", Optional.empty()), theirs)).contains("is not a guardrail of this gateway");
    }

    @Test
    void the_settings_guardrail_is_applied_to_whoever_does_not_ask() {
        Guardrail set = guardrail("set", false);
        assertThat(applied(PLAIN, set)).contains(AppliedGuardrail.asSet(set));
        assertThat(applied(PLAIN)).isEmpty();
        assertThat(applied(PLAIN, guardrail("asked", true))).isEmpty();
    }

    @Test
    void a_caller_may_add_a_guardrail_where_none_is_set_by_its_name_or_by_bedrocks_id() {
        Guardrail asked = guardrail("asked", true);
        AppliedGuardrail wanted = new AppliedGuardrail(asked, Guardrail.Trace.ENABLED, true);
        assertThat(applied(asking("asked", Optional.empty()), asked)).contains(wanted);
        assertThat(applied(asking("gr1", Optional.of("3")), asked)).contains(wanted);
        assertThat(applied(asking("arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1", Optional.empty()), asked))
                .contains(wanted);
    }

    @Test
    void one_that_the_gateway_does_not_know_is_refused_by_name() {
        Guardrail asked = guardrail("asked", true);
        assertThat(refused(asking("gr9", Optional.empty()), asked))
                .startsWith("guardrailConfig.guardrailIdentifier is not a guardrail of this gateway")
                .doesNotContain("asked");
        assertThat(refused(asking("asked", Optional.of("4")), asked)).contains("in that version");
    }

    @Test
    void a_caller_neither_replaces_what_is_set_nor_changes_it() {
        Guardrail set = guardrail("set", false);
        Guardrail other =
                new Guardrail("other", Set.of(), Set.of(), Set.of(), true, Guardrail.Trace.DISABLED, false, Map.of());
        assertThat(refused(asking("other", Optional.empty()), set, other))
                .startsWith("guardrailConfig.guardrailIdentifier cannot replace the guardrail that is configured");
        assertThat(refused(asking("gr1", Optional.of("2")), set)).contains("cannot replace");
        assertThat(applied(asking("gr1", Optional.of("3")), set)).contains(AppliedGuardrail.asSet(set));
    }

    @Test
    void the_copy_of_the_targets_account_and_region_is_sent_with_each_call() {
        AppliedGuardrail applied = new AppliedGuardrail(guardrail("set", false), Guardrail.Trace.ENABLED, true);
        ModelBody body = ((BodyChoice.Spoken) PLAIN.bodies().of(Sample.SONNET_CARD)).body();
        assertThat(body.guarded(applied, A.target(), false).json().path("guardrailConfig"))
                .hasToString("{\"guardrailIdentifier\":\"gr1\",\"guardrailVersion\":\"3\",\"trace\":\"enabled\"}");
        assertThat(body.guarded(applied, A.target(), true).json().at("/guardrailConfig/streamProcessingMode"))
                .hasToString("\"async\"");
        assertThat(body.json().has("guardrailConfig")).isFalse();
    }

    @Test
    void a_target_without_a_copy_is_never_called_and_the_next_one_is() throws InterruptedException {
        RoutedTarget b = PlayedGateway.target("b", Sample.WEST, Sample.SONNET_US);
        PlayedGateway world = world(List.of(b, A));
        for (int call = 0; call < 8; call++) {
            world.transport.on(A, PlayedGateway.whole(26, 10));
            assertThat(world.serve(PLAIN).reply().status()).isEqualTo(200);
        }
        assertThat(world.transport.called).hasSize(8).allMatch(called -> called.equals(A.target()));
        assertThat(world.transport.requests)
                .allSatisfy(sent -> assertThat(sent.body().json().at("/guardrailConfig/guardrailIdentifier"))
                        .hasToString("\"gr1\""));
    }

    @Test
    void where_no_target_has_a_copy_the_call_is_refused_and_nobody_is_called() throws InterruptedException {
        PlayedGateway world = world(List.of(PlayedGateway.target("b", Sample.WEST, Sample.SONNET_US)));
        assertThat(world.serve(PLAIN).text()).isEqualTo("InvalidRequest");
        assertThat(world.transport.called).isEmpty();
    }

    @Test
    void a_refused_guardrail_is_told_to_the_operators_with_its_name_and_to_the_caller_as_no_load() throws Exception {
        PlayedGateway world = world(List.of(A));
        Outcome refused =
                new Outcome.GuardrailRefused("set", "version 3 of gr1: AccessDeniedException: not authorized");
        world.transport.on(A, PlayedGateway.failed(refused));
        FakeClient client = world.serve(PLAIN);
        assertThat(client.text()).isEqualTo("NoCapacity");
        assertThat(world.events(GatewayEvent.GuardrailRefused.class))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.guardrail()).isEqualTo("set");
                    assertThat(told.target()).isEqualTo(A.target());
                    assertThat(told.reason()).contains("not authorized");
                });
        assertThat(Refusals.of(new GiveUpReason.Failed(refused, Duration.ofSeconds(1)), _ -> Optional.empty())
                        .message())
                .contains("the guardrail set", "not caused by load", "the request id")
                .doesNotContain("gr1", "authorized");
    }

    @Test
    void the_transport_is_told_what_the_call_is_checked_with() throws Exception {
        PlayedGateway world = world(List.of(A));
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PLAIN);
        assertThat(world.transport.requests)
                .allSatisfy(
                        sent -> assertThat(sent.guardrail()).contains(AppliedGuardrail.asSet(guardrail("set", false))));
    }

    private static PlayedGateway world(List<RoutedTarget> targets) {
        return new PlayedGateway(
                SEARCH,
                Sample.route(targets),
                Shares.NONE,
                Outage.closed(),
                new Guardrails(List.of(guardrail("set", false))));
    }

    @Test
    void a_guardrail_that_only_one_account_refuses_is_told_to_the_operators_once_another_has_answered()
            throws Exception {
        RoutedTarget b = PlayedGateway.target("b", Sample.EAST, Sample.SONNET_US);
        Guardrail both = Sample.guardrail(
                "set",
                Map.of(Sample.place(A.target()), new Copy("gr1", "3"), Sample.place(b.target()), new Copy("gr2", "1")));
        PlayedGateway world = new PlayedGateway(
                SEARCH,
                Sample.route(List.of(A), List.of(b)),
                Shares.NONE,
                Outage.closed(),
                new Guardrails(List.of(both)));
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.Doubtful("the guardrail is strange", Optional.of("set"))))
                .on(b, PlayedGateway.whole(26, 10));

        assertThat(world.serve(PLAIN).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.GuardrailRefused.class))
                .singleElement()
                .satisfies(told -> assertThat(told.target()).isEqualTo(A.target()));
    }
}
